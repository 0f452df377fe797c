package io.millrace.engine.operator;

import io.millrace.engine.sink.StoredOutput;

/**
 * Results that leave a stage in a numbered series: those of a sink, or late events. <b>Used on the stage's thread.</b>
 */
public interface NumberedOutput {
    /**
     * Its name.
     *
     * @return the sink's name, or {@code late}.
     */
    String name();

    /**
     * Number of results over the life of the output.
     *
     * @return the next output sequence.
     */
    long outputSequence();

    /**
     * Digest of the results over the life of the output, if the run is journaled.
     *
     * @return the digest; 0 before the first result.
     */
    long digest();

    /**
     * What is stored, if the output stores results exactly once.
     *
     * @return what is stored, or {@code null} if the output is none that can tell.
     */
    StoredOutput stored();

    /**
     * Leaves out results that are stored, from now on.
     *
     * @param outputs number of results that are stored: those before this output sequence are made, but not handed on.
     */
    void leaveOutBelow(long outputs);

    /**
     * Whether the results that were left out are those that are stored, as far as their number and digest tell.
     *
     * @return {@code true} if they are, or if the output is none that can tell.
     */
    boolean reproduced();

    /**
     * Flushes, and stores with the results how many there are, if the output can.
     *
     * @param position journal position up to which everything has been worked off.
     * @param forced whether that must survive a loss of power, too.
     * @throws Exception as the sink does.
     */
    void commit(long position, boolean forced) throws Exception;
}
