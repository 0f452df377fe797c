package io.millrace.engine.run;

import java.util.List;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * How each thread of a run waits.
 *
 * <p>A thread that spins where all cores are taken makes others wait for a whole time slice of the scheduler, which
 * shows as milliseconds: then it is better not to spin at all.
 *
 * @param stages how stages wait for slots, and the one thread of an inline run for its sources.
 * @param sources how threads of sources wait for events and for room.
 * @param warnings what somebody should know who asked for it.
 */
record WaitPlan(Mode stages, Mode sources, List<String> warnings) {
    private static final int SPINS = 1_000;
    private static final int YIELDS = 100;
    private static final int NO_SPINS = 0;
    private static final int FEW_YIELDS = 10;
    private static final long MIN_PARK_NS = 1_000;
    private static final long MAX_PARK_NS = 100_000;

    /** A way to wait. */
    enum Mode {
        /** Never lets go of the core. */
        SPIN,

        /** Spins, yields, then parks, longer each time. */
        BACKOFF,

        /** Yields, then parks: others need the core more. */
        PARK;

        IdleStrategy newStrategy() {
            switch (this) {
                case SPIN:
                    return new BusySpinIdleStrategy();
                case BACKOFF:
                    return new BackoffIdleStrategy(SPINS, YIELDS, MIN_PARK_NS, MAX_PARK_NS);
                default:
                    return new BackoffIdleStrategy(NO_SPINS, FEW_YIELDS, MIN_PARK_NS, MAX_PARK_NS);
            }
        }
    }

    /**
     * Plans.
     *
     * @param asked what the options ask for.
     * @param cores number of cores that the process may use.
     * @param stageThreads number of threads that work on stages.
     * @param sourceThreads number of further threads that poll sources.
     */
    static WaitPlan of(final Waiting asked, final int cores, final int stageThreads, final int sourceThreads) {
        final int threads = stageThreads + sourceThreads;
        if (asked == Waiting.BACKOFF) {
            return new WaitPlan(Mode.BACKOFF, Mode.BACKOFF, List.of());
        }
        if (threads < cores) {
            return new WaitPlan(Mode.SPIN, Mode.SPIN, List.of());
        }
        if (asked == Waiting.SPIN) {
            return new WaitPlan(Mode.SPIN, Mode.SPIN, List.of(warning(threads, cores)));
        }
        return new WaitPlan(Mode.BACKOFF, Mode.PARK, List.of());
    }

    /** The threads of publishers are not ours and not counted: they never spin for long. */
    static IdleStrategy publisherIdle() {
        return Mode.PARK.newStrategy();
    }

    private static String warning(final int threads, final int cores) {
        return "waiting SPIN: " + threads + (threads == 1 ? " thread spins" : " threads spin") + " on " + cores
                + (cores == 1 ? " core" : " cores") + ", so that none is left for anything else, and each pause of the"
                + " scheduler shows in the latency; use AUTO, BACKOFF, fewer stages or the inline layout";
    }
}
