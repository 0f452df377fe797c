package io.millrace.engine.run;

import io.millrace.engine.explain.WatermarkExplanation;
import io.millrace.engine.explain.WindowExplanation;
import io.millrace.engine.recovery.JournalProgress;
import io.millrace.engine.source.Publisher;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A pipeline at work. <b>Thread-safe, but for the publishers it hands out.</b> */
public interface Run extends AutoCloseable {
    /**
     * Where the run is in its life.
     *
     * @return the state.
     */
    RunState state();

    /**
     * What failed.
     *
     * @return the first failure, in state {@link RunState#FAILED}.
     */
    Optional<Throwable> failure();

    /**
     * What the run has done so far.
     *
     * @return the figures; always the same object, whose values move on.
     */
    RunMetrics metrics();

    /**
     * What somebody should know who runs this: options that do harm here, sources that had to be left behind.
     *
     * @return the warnings so far, one sentence each.
     */
    List<String> warnings();

    /**
     * What the watermark is, which source holds it back, since when, and what would raise it. Waits for the run's
     * thread to answer between two batches.
     *
     * @return the answer.
     */
    WatermarkExplanation explain();

    /**
     * Why a window has not fired. Waits for the run's thread to answer between two batches.
     *
     * @param operator name of an operator with tumbling or sliding windows, in the stage that the sources feed.
     * @param key the key, as text.
     * @param startNs start of the window, in nanoseconds since the epoch.
     * @return the answer.
     * @throws IllegalArgumentException if there is no such operator or window.
     */
    WindowExplanation explainWindow(String operator, String key, long startNs);

    /**
     * A publisher into a push source. Each thread that publishes takes one of its own, before the first of them ends
     * its input: the source ends when all of its publishers have. In the inline layout only one thread may publish, and
     * it does the pipeline's work in {@link Publisher#commit}.
     *
     * @param source name of the source.
     * @param type type of its events.
     * @param <F> the flyweight the events are written through.
     * @return a publisher.
     * @throws IllegalArgumentException if there is no push source of this name and type.
     * @throws IllegalStateException if the run is over or stopping, or the source has ended.
     */
    <F extends Flyweight> Publisher<F> publisher(String source, RecordType<?, F> type);

    /**
     * How much of the input is journaled: for those who push events, to know where to begin after a restart and what
     * may still be lost.
     *
     * @return the answer, whose values move on; empty if the run is not journaled.
     */
    Optional<JournalProgress> journal();

    /**
     * Asks the run to stop: sources are polled no more, what was published is worked off, windows stay open. Returns at
     * once.
     */
    void stop();

    /**
     * Waits until the run is over.
     *
     * @param timeout how long to wait at most.
     * @return {@code true} if it is over.
     * @throws InterruptedException if the waiting thread is interrupted.
     */
    boolean await(Duration timeout) throws InterruptedException;

    /**
     * Waits until the run is over, and fails as it did.
     *
     * @throws InterruptedException if the waiting thread is interrupted.
     * @throws RunFailedException if the run failed.
     */
    void join() throws InterruptedException;

    /** Stops, waits, and gives everything back. Does not throw what made the run fail. */
    @Override
    void close();
}
