package io.millrace.state;

/**
 * Is told of every segment before it is written to, so that a checkpoint can copy the segment first.
 *
 * <p>Called by the arena's writing thread only, possibly many times for one segment, always before the store.
 */
@FunctionalInterface
public interface WriteBarrier {
    /**
     * The segment is about to be written to.
     *
     * @param segment ref of the segment's first byte.
     */
    void beforeWrite(long segment);

    /**
     * A free segment is about to be handed out again, and zeroed. Of its bytes only the first 8 mean something: they
     * link the free list.
     *
     * @param segment ref of the segment's first byte.
     */
    default void beforeReuse(final long segment) {
        beforeWrite(segment);
    }
}
