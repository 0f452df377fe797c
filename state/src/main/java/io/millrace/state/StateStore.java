package io.millrace.state;

import io.millrace.record.RecordType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All state of one stage of a pipeline: an arena, and the states of the stage's operators in it. <b>Not thread-safe:
 * the stage's thread uses it.</b>
 */
public final class StateStore implements AutoCloseable {
    private final Arena arena;
    private final Set<String> operators = new HashSet<>();

    /**
     * Creates a store over an arena, which it owns from now on.
     *
     * @param arena an empty arena, or a restored one, in which states find what they held.
     */
    public StateStore(final Arena arena) {
        this.arena = arena;
    }

    /**
     * The states of an operator whose keys are longs.
     *
     * @param operatorId stable id of the operator.
     * @return where to open them.
     * @throws StateMismatchException if the operator was asked for before.
     */
    public KeyedStates keyedByLong(final String operatorId) {
        return keyed(operatorId, null);
    }

    /**
     * The states of an operator whose keys are records.
     *
     * @param operatorId stable id of the operator.
     * @param keyType the record of the keys.
     * @return where to open them.
     * @throws StateMismatchException if the operator was asked for before.
     */
    public KeyedStates keyedByRecord(final String operatorId, final RecordType<?, ?> keyType) {
        return keyed(operatorId, keyType);
    }

    private KeyedStates keyed(final String operatorId, final RecordType<?, ?> keyType) {
        if (!operators.add(operatorId)) {
            throw new StateMismatchException(
                    "Operator '" + operatorId + "' has its states twice: every operator needs an id of its own");
        }
        return new KeyedStates(arena, operatorId, keyType);
    }

    /**
     * Checks, once all states are open, that nothing in a restored arena is left over.
     *
     * @throws StateMismatchException if the arena holds states that were not opened, naming them.
     */
    public void requireAllClaimed() {
        final List<String> left = arena.unclaimedRoots();
        if (!left.isEmpty()) {
            throw new StateMismatchException("The snapshot holds states that the pipeline does not declare any more: "
                    + String.join(", ", left) + ": declare them, or start without the snapshot");
        }
    }

    /**
     * The arena, for states that are not keyed, and for memory reports.
     *
     * @return the arena.
     */
    public Arena arena() {
        return arena;
    }

    /** Gives all memory back. */
    @Override
    public void close() {
        arena.close();
    }
}
