package io.millrace.engine.graph;

import java.util.Objects;

/**
 * One output of a node.
 *
 * @param node name of the node.
 * @param output which of its outputs; most nodes have just {@link #OUT}.
 */
public record Port(String node, String output) {
    /** The output that every node but a sink has. */
    public static final String OUT = "out";

    /** Events late for all windows of a window node. */
    public static final String LATE = "late";

    /** Results that a window node takes back. */
    public static final String RETRACTIONS = "retractions";

    /** Events that a split's function did not accept. */
    public static final String REST = "rest";

    /** Right events of a join that came late and are not used. */
    public static final String LATE_RIGHT = "late-right";

    /** Results of a join that take the place of earlier ones. */
    public static final String CORRECTIONS = "corrections";

    private static final String SIDE = "side.";

    /**
     * A side output of a process node.
     *
     * @param node name of the node.
     * @param side name of the side output.
     * @return the port.
     */
    public static Port side(final String node, final String side) {
        return new Port(node, SIDE + side);
    }

    /** Checks the parts. */
    public Port {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(output, "output");
    }

    @Override
    public String toString() {
        return OUT.equals(output) ? node : node + "." + output;
    }
}
