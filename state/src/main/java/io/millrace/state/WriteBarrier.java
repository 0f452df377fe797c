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
}
