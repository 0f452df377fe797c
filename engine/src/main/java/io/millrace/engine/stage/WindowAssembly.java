package io.millrace.engine.stage;

import io.millrace.engine.graph.FiringMode;
import io.millrace.engine.graph.GraphException;
import io.millrace.engine.graph.WindowComputation;
import io.millrace.engine.graph.WindowNode;
import io.millrace.engine.graph.WindowSetup;
import io.millrace.engine.operator.OperatorClasses;
import io.millrace.engine.operator.PaneWindowsFactory;
import io.millrace.engine.operator.SessionsFactory;
import io.millrace.engine.operator.SlidingWindowsFactory;
import io.millrace.engine.operator.WindowSpec;
import io.millrace.engine.operator.WindowsFactory;
import io.millrace.record.Flyweight;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.SessionGap;
import io.millrace.windowing.SessionRules;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.Windows;

/** Picks what implements the windows of a node: the quickest one that can do it. */
final class WindowAssembly {
    private final OperatorClasses classes;

    WindowAssembly(final OperatorClasses classes) {
        this.classes = classes;
    }

    WindowSpec spec(final WindowNode node) {
        return new WindowSpec("window/" + node.name(), factory(node));
    }

    private WindowsFactory factory(final WindowNode node) {
        final WindowSetup setup = node.setup();
        if (setup.assigner() instanceof Windows && setup.isFiringOnce()) {
            final boolean overlapping = ((Windows) setup.assigner()).isOverlapping();
            return make(
                    node,
                    overlapping ? SlidingWindowsFactory.class : PaneWindowsFactory.class,
                    setup.assigner(),
                    aggregate(node));
        }
        if (setup.assigner() instanceof SessionWindows && setup.trigger().isEmpty()) {
            return make(node, SessionsFactory.class, sessionRules(setup), aggregate(node));
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

    private WindowsFactory make(
            final WindowNode node, final Class<? extends WindowsFactory> factory, final Object... arguments) {
        return classes.newInstance(node.name(), factory, WindowsFactory.class, arguments);
    }

    @SuppressWarnings("unchecked") // the builder checked the aggregate against the stream's type
    private static Aggregate<Object, Flyweight, Flyweight> aggregate(final WindowNode node) {
        return (Aggregate<Object, Flyweight, Flyweight>)
                (Aggregate<?, ?, ?>) ((WindowComputation.Aggregated) node.computation()).aggregate();
    }
}
