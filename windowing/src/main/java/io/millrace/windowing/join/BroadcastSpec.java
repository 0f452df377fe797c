package io.millrace.windowing.join;

/**
 * Declares a join with a broadcast stream: every left event with every entry of a table that the right stream makes.
 *
 * @param deletion which right records take an entry away; null if none does.
 */
public record BroadcastSpec(DeletionPredicate<?> deletion) implements JoinSpec {
    @Override
    public boolean needsWatermarks() {
        return false;
    }

    @Override
    public String toString() {
        return "broadcast";
    }
}
