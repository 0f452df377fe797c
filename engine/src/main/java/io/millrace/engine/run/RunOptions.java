package io.millrace.engine.run;

import io.millrace.engine.recovery.JournalSpec;
import io.millrace.state.Arena;
import java.util.Objects;
import java.util.Optional;

/**
 * How a pipeline is run. Nothing here changes its results.
 *
 * @param layout on which threads.
 * @param batchSlots the most slots taken at once, 1 to 65,536.
 * @param ringSlots size of a ring in slots, a power of two from 64 to 16,777,216.
 * @param stateLimitBytes the most memory that the state of one stage may take, in bytes, 4,096 to 2^43.
 * @param clock where ingress times come from.
 * @param waiting how threads wait.
 * @param journal how the run is journaled, if it is.
 */
public record RunOptions(
        Layout layout,
        int batchSlots,
        int ringSlots,
        long stateLimitBytes,
        RunClock clock,
        Waiting waiting,
        Optional<JournalSpec> journal) {
    private static final int DEFAULT_BATCH_SLOTS = 256;
    private static final int DEFAULT_RING_SLOTS = 4_096;
    private static final int MAX_BATCH_SLOTS = 1 << 16;
    private static final int MIN_RING_SLOTS = 64;
    private static final int MAX_RING_SLOTS = 1 << 24;
    private static final long MIN_STATE_LIMIT_BYTES = Arena.SEGMENT_BYTES;
    private static final long MAX_STATE_LIMIT_BYTES = 1L << 43;
    private static final long DEFAULT_STATE_LIMIT_BYTES = 8L << 30;

    /** Checks the options. */
    public RunOptions {
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(waiting, "waiting");
        Objects.requireNonNull(journal, "journal");
        if (stateLimitBytes < MIN_STATE_LIMIT_BYTES || stateLimitBytes > MAX_STATE_LIMIT_BYTES) {
            throw new IllegalArgumentException("stateLimitBytes must be " + MIN_STATE_LIMIT_BYTES + " to "
                    + MAX_STATE_LIMIT_BYTES + ", not " + stateLimitBytes);
        }
        if (batchSlots < 1 || batchSlots > MAX_BATCH_SLOTS) {
            throw new IllegalArgumentException("batchSlots must be 1 to " + MAX_BATCH_SLOTS + ", not " + batchSlots);
        }
        if (Integer.bitCount(ringSlots) != 1 || ringSlots < MIN_RING_SLOTS || ringSlots > MAX_RING_SLOTS) {
            throw new IllegalArgumentException("ringSlots must be a power of two from " + MIN_RING_SLOTS + " to "
                    + MAX_RING_SLOTS + ", not " + ringSlots);
        }
    }

    /**
     * Sensible options: the layout by the cores there are, and the system's clock.
     *
     * @return the options.
     */
    public static RunOptions defaults() {
        return new RunOptions(
                Layout.AUTO,
                DEFAULT_BATCH_SLOTS,
                DEFAULT_RING_SLOTS,
                DEFAULT_STATE_LIMIT_BYTES,
                RunClock.system(),
                Waiting.AUTO,
                Optional.empty());
    }

    /**
     * These options with another layout.
     *
     * @param newLayout the layout.
     * @return the options.
     */
    public RunOptions withLayout(final Layout newLayout) {
        return new RunOptions(newLayout, batchSlots, ringSlots, stateLimitBytes, clock, waiting, journal);
    }

    /**
     * These options with another batch size.
     *
     * @param slots the most slots taken at once.
     * @return the options.
     */
    public RunOptions withBatchSlots(final int slots) {
        return new RunOptions(layout, slots, ringSlots, stateLimitBytes, clock, waiting, journal);
    }

    /**
     * These options with another ring size.
     *
     * @param slots size of a ring in slots.
     * @return the options.
     */
    public RunOptions withRingSlots(final int slots) {
        return new RunOptions(layout, batchSlots, slots, stateLimitBytes, clock, waiting, journal);
    }

    /**
     * These options with another limit of state.
     *
     * @param bytes the most memory that the state of one stage may take.
     * @return the options.
     */
    public RunOptions withStateLimitBytes(final long bytes) {
        return new RunOptions(layout, batchSlots, ringSlots, bytes, clock, waiting, journal);
    }

    /**
     * These options with another clock.
     *
     * @param newClock where ingress times come from.
     * @return the options.
     */
    public RunOptions withClock(final RunClock newClock) {
        return new RunOptions(layout, batchSlots, ringSlots, stateLimitBytes, newClock, waiting, journal);
    }

    /**
     * These options with another way to wait.
     *
     * @param newWaiting how threads wait.
     * @return the options.
     */
    public RunOptions withWaiting(final Waiting newWaiting) {
        return new RunOptions(layout, batchSlots, ringSlots, stateLimitBytes, clock, newWaiting, journal);
    }

    /**
     * These options with a journal: the run can be gone on with after it was stopped or killed.
     *
     * @param newJournal how the run is journaled.
     * @return the options.
     */
    public RunOptions withJournal(final JournalSpec newJournal) {
        return new RunOptions(layout, batchSlots, ringSlots, stateLimitBytes, clock, waiting, Optional.of(newJournal));
    }
}
