package io.millrace.journal;

/**
 * How a journal is written. None of it changes what is in it.
 *
 * <p>Thread-safe: immutable.
 *
 * @param sync when appended bytes are forced to the disk.
 * @param rollBytes the size at which a file ends and the next begins; at least 1 MiB, at most 1 GiB. An excerpt can be
 *     a fifth of it at most.
 * @param reserveBytes free space on the disk below which nothing is appended.
 * @param cutAtDamage whether opening a journal that is damaged in its middle may drop everything from there on. Without
 *     it, such a journal is refused.
 */
public record JournalOptions(SyncPolicy sync, int rollBytes, long reserveBytes, boolean cutAtDamage) {
    /** The size of a file, if nothing else is said: 256 MiB. */
    public static final int DEFAULT_ROLL_BYTES = 256 << 20;
    /** The free space that is left alone, if nothing else is said: 256 MiB. */
    public static final long DEFAULT_RESERVE_BYTES = 256L << 20;
    /** The smallest size of a file: 1 MiB. */
    public static final int MIN_ROLL_BYTES = 1 << 20;
    /** The largest size of a file: 1 GiB. */
    public static final int MAX_ROLL_BYTES = 1 << 30;

    /** Checks the sizes. */
    public JournalOptions {
        if (rollBytes < MIN_ROLL_BYTES || rollBytes > MAX_ROLL_BYTES) {
            throw new IllegalArgumentException("A roll file of " + rollBytes + " bytes: at least " + MIN_ROLL_BYTES
                    + " and at most " + MAX_ROLL_BYTES + " are possible.");
        }
        if (reserveBytes < 0) {
            throw new IllegalArgumentException("A reserve of " + reserveBytes + " bytes.");
        }
    }

    /**
     * No sync, files of 256 MiB, 256 MiB of free space left alone, no cut at damage.
     *
     * @return the options.
     */
    public static JournalOptions defaults() {
        return new JournalOptions(SyncPolicy.none(), DEFAULT_ROLL_BYTES, DEFAULT_RESERVE_BYTES, false);
    }

    /**
     * The same with another sync policy.
     *
     * @param policy when to force bytes to the disk.
     * @return new options.
     */
    public JournalOptions withSync(final SyncPolicy policy) {
        return new JournalOptions(policy, rollBytes, reserveBytes, cutAtDamage);
    }

    /**
     * The same with another size of files.
     *
     * @param bytes the size at which a file ends.
     * @return new options.
     */
    public JournalOptions withRollBytes(final int bytes) {
        return new JournalOptions(sync, bytes, reserveBytes, cutAtDamage);
    }

    /**
     * The same with another reserve of free space.
     *
     * @param bytes free space that is left alone.
     * @return new options.
     */
    public JournalOptions withReserveBytes(final long bytes) {
        return new JournalOptions(sync, rollBytes, bytes, cutAtDamage);
    }

    /**
     * The same, but a journal damaged in its middle is cut there. What was behind is kept aside, not read again.
     *
     * @return new options.
     */
    public JournalOptions cuttingAtDamage() {
        return new JournalOptions(sync, rollBytes, reserveBytes, true);
    }
}
