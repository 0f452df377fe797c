package io.millrace.engine.stage;

import io.millrace.engine.graph.FiringMode;
import io.millrace.engine.graph.GraphException;
import io.millrace.engine.graph.TimeDomain;
import io.millrace.engine.graph.WindowComputation;
import io.millrace.engine.graph.WindowNode;
import io.millrace.engine.graph.WindowSetup;
import io.millrace.engine.operator.CellWindowsFactory;
import io.millrace.engine.operator.CountElementsFactory;
import io.millrace.engine.operator.CountsFactory;
import io.millrace.engine.operator.ElementsWindowsFactory;
import io.millrace.engine.operator.ElementsWork;
import io.millrace.engine.operator.IngressClock;
import io.millrace.engine.operator.IngressWindowsFactory;
import io.millrace.engine.operator.PaneWindowsFactory;
import io.millrace.engine.operator.SessionElementsFactory;
import io.millrace.engine.operator.SessionsFactory;
import io.millrace.engine.operator.SlidingWindowsFactory;
import io.millrace.engine.operator.Step;
import io.millrace.engine.operator.TriggeredSessionsFactory;
import io.millrace.engine.operator.TriggeredSetup;
import io.millrace.engine.operator.WindowSpec;
import io.millrace.engine.operator.WindowsFactory;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.ElementsFunction;
import io.millrace.windowing.GlobalWindow;
import io.millrace.windowing.SessionGap;
import io.millrace.windowing.SessionRules;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.Windows;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.Triggers;

/** Picks what implements the windows of a node: the quickest one that can do it. */
final class WindowAssembly {
    private final StageAssembly stage;

    WindowAssembly(final StageAssembly stage) {
        this.stage = stage;
    }

    WindowSpec spec(final WindowNode node) {
        final WindowsFactory windows = factory(node);
        final boolean byEventTime = node.setup().timeDomain() == TimeDomain.EVENT_TIME;
        final boolean aligned = node.setup().assigner() instanceof Windows;
        return new WindowSpec(
                "window/" + node.name(),
                byEventTime ? windows : make(node, IngressWindowsFactory.class, windows, stage.steps.of(node)),
                aligned ? ((Windows) node.setup().assigner()).sizeNs() : 0,
                aligned ? ((Windows) node.setup().assigner()).slideNs() : 0);
    }

    private WindowsFactory factory(final WindowNode node) {
        final WindowSetup setup = node.setup();
        if (node.computation() instanceof WindowComputation.OfElements) {
            return elements(node, (WindowComputation.OfElements) node.computation());
        }
        if (setup.assigner() instanceof Windows && setup.isFiringOnce()) {
            final boolean overlapping = ((Windows) setup.assigner()).isOverlapping();
            return make(
                    node,
                    overlapping ? SlidingWindowsFactory.class : PaneWindowsFactory.class,
                    setup.assigner(),
                    aggregate(node));
        }
        if (setup.assigner() instanceof Windows || setup.assigner() instanceof GlobalWindow) {
            return make(node, CellWindowsFactory.class, triggered(node), aggregate(node));
        }
        if (setup.assigner() instanceof SessionWindows) {
            return hasOtherTrigger(setup)
                    ? make(node, TriggeredSessionsFactory.class, triggered(node), aggregate(node))
                    : make(node, SessionsFactory.class, sessionRules(setup), aggregate(node));
        }
        if (setup.assigner() instanceof CountWindows) {
            return make(node, CountsFactory.class, setup.assigner(), aggregate(node));
        }
        throw new GraphException(node.name(), "nothing implements " + setup);
    }

    @SuppressWarnings("unchecked") // a gap that does not fit the stream's type fails with the first event
    private static SessionRules<Object> sessionRules(final WindowSetup setup) {
        final SessionWindows sessions = (SessionWindows) setup.assigner();
        return new SessionRules<>(
                sessions.gapNs(),
                (SessionGap<Object>) sessions.gapOf(),
                setup.allowedLatenessNs(),
                setup.mode() == FiringMode.DISCARDING);
    }

    @SuppressWarnings("unchecked") // the builder checked the function against the streams' types
    private WindowsFactory elements(final WindowNode node, final WindowComputation.OfElements computation) {
        final WindowSetup setup = node.setup();
        final ElementsWork work = new ElementsWork(
                node.inputType(),
                (RecordType<?, Flyweight>) (RecordType<?, ?>) computation.type(),
                (ElementsFunction<Object, Flyweight>) (ElementsFunction<?, ?>) computation.function(),
                computation.maxElements());
        if (setup.assigner() instanceof CountWindows) {
            return make(node, CountElementsFactory.class, setup.assigner(), work);
        }
        if (setup.assigner() instanceof SessionWindows) {
            return make(
                    node,
                    SessionElementsFactory.class,
                    sessionRules(setup),
                    hasOtherTrigger(setup) ? triggered(node) : null,
                    work);
        }
        return make(
                node,
                ElementsWindowsFactory.class,
                triggered(node),
                work.eventType(),
                work.outputType(),
                work.function(),
                work.maxElements());
    }

    private static boolean hasOtherTrigger(final WindowSetup setup) {
        return setup.trigger()
                .filter(each -> !each.equals(Triggers.eventTime()))
                .isPresent();
    }

    @SuppressWarnings("unchecked") // the builder checked the trigger against the stream's type
    private TriggeredSetup triggered(final WindowNode node) {
        final WindowSetup setup = node.setup();
        final Step step = stage.steps.of(node);
        return new TriggeredSetup(
                setup.assigner(),
                (Trigger<Object>) setup.trigger().orElse(Triggers.eventTime()),
                setup.allowedLatenessNs(),
                setup.mode() == FiringMode.DISCARDING,
                new IngressClock(step, stage.clocks.clockOf(node)));
    }

    private WindowsFactory make(
            final WindowNode node, final Class<? extends WindowsFactory> factory, final Object... arguments) {
        return stage.classes.newInstance(node.name(), factory, WindowsFactory.class, arguments);
    }

    @SuppressWarnings("unchecked") // the builder checked the aggregate against the stream's type
    private static Aggregate<Object, Flyweight, Flyweight> aggregate(final WindowNode node) {
        return (Aggregate<Object, Flyweight, Flyweight>)
                (Aggregate<?, ?, ?>) ((WindowComputation.Aggregated) node.computation()).aggregate();
    }
}
