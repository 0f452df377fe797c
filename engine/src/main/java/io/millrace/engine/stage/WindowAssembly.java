package io.millrace.engine.stage;

import io.millrace.engine.graph.GraphException;
import io.millrace.engine.graph.WindowComputation;
import io.millrace.engine.graph.WindowNode;
import io.millrace.engine.graph.WindowSetup;
import io.millrace.engine.operator.OperatorClasses;
import io.millrace.engine.operator.PaneWindowsFactory;
import io.millrace.engine.operator.WindowSpec;
import io.millrace.engine.operator.WindowsFactory;
import io.millrace.record.Flyweight;
import io.millrace.windowing.Aggregate;
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
            return make(node, PaneWindowsFactory.class, setup.assigner(), aggregate(node));
        }
        throw new GraphException(node.name(), "nothing implements " + setup);
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
