package io.millrace.engine.sink;

/**
 * Something that takes results exactly once: it stores, in one piece with the results, how many there are. After a
 * crash the run makes the results again that came after the newest checkpoint, and leaves out those that are stored.
 *
 * <p>A {@link Sink} or a {@link LateSink} that implements this is told of every commit; one that does not gets the
 * results of a replay again, and sees by {@link SinkContext#replaying()} that it may have had them.
 *
 * <p>Call protocol, all on the thread of its stage: {@link #stored()} once, when it has been opened; then, behind
 * results and a {@code flush}, {@link #commit}, any number of times.
 */
public interface DurableOutput {
    /**
     * What is stored.
     *
     * @return what the last commit said that is in force; {@link StoredOutput#NOTHING} for an output that begins.
     */
    StoredOutput stored();

    /**
     * Stores how many results there are, atomically with them: after a crash at any instant either this commit or an
     * earlier one is in force, and results behind it are gone.
     *
     * @param outputs number of results accepted over the life of the output: the next output sequence.
     * @param position journal position up to which everything has been worked off.
     * @param digest digest of the results so far.
     * @param forced whether the results must survive a loss of power, too, when this returns.
     * @throws Exception if that cannot be stored; the run fails with it.
     */
    void commit(long outputs, long position, long digest, boolean forced) throws Exception;
}
