package io.millrace.engine.stage;

import io.millrace.engine.graph.Node;
import io.millrace.engine.operator.Operator;
import java.util.Map;

/** Builds the operators that work by key. */
final class KeyedAssembly {
    KeyedAssembly(final StageAssembly stage, final Map<String, Long> missedBits) {}

    Operator operator(final Node node, final Operator next) {
        throw new IllegalStateException("cannot build " + node);
    }
}
