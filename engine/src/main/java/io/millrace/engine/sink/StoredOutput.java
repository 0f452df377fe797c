package io.millrace.engine.sink;

/**
 * What an output has stored.
 *
 * @param outputs number of results: the next output sequence.
 * @param position journal position up to which everything had been worked off.
 * @param digest digest of the results.
 */
public record StoredOutput(long outputs, long position, long digest) {
    /** Of an output that begins. */
    public static final StoredOutput NOTHING = new StoredOutput(0, 0, 0);
}
