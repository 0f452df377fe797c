package io.millrace.engine.testkit;

import io.millrace.engine.Pipeline;
import io.millrace.engine.explain.WatermarkExplanation;
import io.millrace.engine.explain.WindowExplanation;
import io.millrace.engine.graph.Node;
import io.millrace.engine.graph.SourceNode;
import io.millrace.engine.slot.BatchPublisher;
import io.millrace.engine.slot.SymbolIndex;
import io.millrace.engine.stage.Boundaries;
import io.millrace.engine.stage.Stage;
import io.millrace.engine.stage.StagePlan;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.state.ArenaSnapshot;
import io.millrace.state.WriteAudit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs a pipeline step by step on the calling thread. Its sources and sinks are not opened: events come from the test,
 * and results go to it, as copies. After each step the memory of the events is overwritten, so that a function which
 * keeps a record beyond the call it was valid for is found out. One that keeps a record of its state and writes to it
 * in a later event, which a checkpoint would miss, fails that step with a {@link io.millrace.state.StateException}
 * (while the state is below 512 KiB).
 *
 * <p>Time is all the test's: event times in the records, ingress times by {@link #ingressAt}, watermarks from the
 * sources' own generators and by {@link #watermark}.
 *
 * <p>A step in which a function throws, where the policy is to stop, throws an
 * {@link io.millrace.engine.operator.OperatorException}; the pipeline has then stopped, and every further step is
 * refused with an {@link IllegalStateException} that has the first failure as its cause. After {@link #close} every
 * call but another {@code close} is refused. <b>Not thread-safe.</b>
 */
public final class PipelineTester implements AutoCloseable {
    private static final long STATE_LIMIT_BYTES = 1L << 30;
    private static final long AUDITED_BYTES = 128L * Arena.SEGMENT_BYTES;
    private static final int BATCH_SLOTS = 16;

    private static final long ALREADY_IDLE = Long.MAX_VALUE;

    private final Map<String, Long> lastEventNs = new HashMap<>();
    private final Pipeline pipeline;
    private final Collected collected = new Collected();
    private final Stage stage;
    private final Map<String, BatchPublisher<?>> publishers = new LinkedHashMap<>();
    private WriteAudit audit;
    private long ingressNs;
    private boolean closed;
    private Throwable failure;

    private PipelineTester(final Pipeline pipeline, final Arena arena) {
        this.pipeline = pipeline;
        final StagePlan plan = StagePlan.whole(pipeline.graph());
        try {
            stage = Stage.open(pipeline, plan, arena, Boundaries.none(), collected);
        } catch (final RuntimeException e) {
            throw e;
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
        final SymbolIndex symbols = stage.newSymbolIndex();
        final BatchPublisher.SequenceCounter sequences = new BatchPublisher.SequenceCounter(stage.nextSequence());
        final BatchPublisher.Options options = new BatchPublisher.Options(BATCH_SLOTS, null);
        for (int i = 0; i < plan.entries().size(); i++) {
            final Node node = plan.entries().get(i);
            publishers.put(node.name(), new BatchPublisher<>(i, node.type(), symbols, sequences, stage, options));
        }
        audit = WriteAudit.start(stage.arena());
        ingressNs = stage.processingTimeNs() == Long.MIN_VALUE ? 0 : stage.processingTimeNs();
        publishers.keySet().forEach(source -> lastEventNs.put(source, ingressNs));
    }

    /**
     * Starts a pipeline with empty state.
     *
     * @param pipeline the pipeline.
     * @return a tester.
     */
    public static PipelineTester of(final Pipeline pipeline) {
        return new PipelineTester(pipeline, new Arena(STATE_LIMIT_BYTES));
    }

    /**
     * Starts a pipeline with the state of a snapshot. Nothing fires until the next event or mark.
     *
     * @param pipeline the pipeline, a fresh one or the same.
     * @param snapshot what {@link #snapshot} returned.
     * @return a tester.
     */
    public static PipelineTester restore(final Pipeline pipeline, final byte[] snapshot) {
        return new PipelineTester(pipeline, ArenaSnapshot.fromBytes(snapshot, STATE_LIMIT_BYTES));
    }

    /**
     * Sets the ingress time of the steps that follow, and with it processing time, which never goes back.
     *
     * @param newIngressNs nanoseconds since the epoch.
     * @return this.
     */
    public PipelineTester ingressAt(final long newIngressNs) {
        requireRunning();
        ingressNs = newIngressNs;
        return this;
    }

    /**
     * The id of a symbol; a new one enters the stream as a mark.
     *
     * @param source name of a source.
     * @param text the symbol.
     * @return its id.
     */
    public int symbol(final String source, final String text) {
        final BatchPublisher<?> publisher = publisher(source);
        final int id = publisher.idOf(text);
        drain(publisher);
        return id;
    }

    /**
     * Pushes one event.
     *
     * @param source name of its source.
     * @param type its type.
     * @param writer writes the event; all its bytes are zero before.
     * @param <F> the flyweight.
     * @return what came of it.
     */
    @SuppressWarnings("unchecked") // the fingerprint says that the flyweight fits
    public <F extends Flyweight> TestStep push(
            final String source, final RecordType<?, F> type, final Consumer<? super F> writer) {
        final BatchPublisher<?> publisher = publisher(source);
        final RecordType<?, ?> expected = pipeline.graph().node(source).type();
        if (expected.layout().fingerprint() != type.layout().fingerprint()) {
            throw new IllegalArgumentException(
                    "source '" + source + "' takes " + expected.name() + ", not " + type.name());
        }
        final F event = (F) publisher.claim();
        try {
            writer.accept(event);
        } catch (final RuntimeException | Error e) {
            publisher.abort();
            throw e;
        }
        publisher.commit();
        lastEventNs.put(source, ingressNs);
        return finish(publisher);
    }

    /**
     * Raises the watermark of a source.
     *
     * @param source its name.
     * @param watermarkNs the watermark, in nanoseconds since the epoch; one below an earlier one changes nothing.
     * @return what came of it.
     */
    public TestStep watermark(final String source, final long watermarkNs) {
        final BatchPublisher<?> publisher = publisher(source);
        publisher.watermark(watermarkNs);
        return finish(publisher);
    }

    /**
     * Marks a source idle, until its next event.
     *
     * @param source its name.
     * @return what came of it.
     */
    public TestStep idle(final String source) {
        final BatchPublisher<?> publisher = publisher(source);
        publisher.idle();
        return finish(publisher);
    }

    /**
     * Marks a source active again without an event.
     *
     * @param source its name.
     * @return what came of it.
     */
    public TestStep active(final String source) {
        final BatchPublisher<?> publisher = publisher(source);
        publisher.active();
        return finish(publisher);
    }

    /**
     * Lets time pass without an event: timers and windows on processing time act that are due at the ingress time.
     * Before, sources go idle that have had nothing for as long as their watermarks say
     * ({@link io.millrace.windowing.watermark.WatermarkSpec#withIdleAfter}), since their last event or since the tester
     * was made. In a run this is so for sources that are polled.
     *
     * @return what came of it.
     */
    public TestStep tick() {
        markIdle();
        final BatchPublisher<?> publisher =
                publisher(publishers.keySet().iterator().next());
        publisher.tick();
        return finish(publisher);
    }

    private void markIdle() {
        for (final String source : publishers.keySet()) {
            final long afterNs =
                    ((SourceNode) pipeline.graph().node(source)).watermarks().idleAfterNs();
            final BatchPublisher<?> publisher = publisher(source);
            if (afterNs != 0
                    && !publisher.hasEnded()
                    && lastEventNs.get(source) != ALREADY_IDLE
                    && ingressNs - lastEventNs.get(source) >= afterNs) {
                lastEventNs.put(source, ALREADY_IDLE);
                publisher.idle();
                drain(publisher);
            }
        }
    }

    /**
     * Ends one source.
     *
     * @param source its name.
     * @return what came of it.
     */
    public TestStep endInput(final String source) {
        final BatchPublisher<?> publisher = publisher(source);
        publisher.endOfInput();
        return finish(publisher);
    }

    /**
     * Ends all sources that have not ended yet: all windows fire.
     *
     * @return what came of it.
     */
    public TestStep endInput() {
        requireRunning();
        for (final BatchPublisher<?> publisher : publishers.values()) {
            if (!publisher.hasEnded()) {
                publisher.ingressNs(ingressNs);
                publisher.endOfInput();
                drain(publisher);
            }
        }
        return collected.take();
    }

    /**
     * Takes a snapshot of all state, between two steps. The pipeline can go on.
     *
     * @return its bytes.
     */
    public byte[] snapshot() {
        requireRunning();
        stage.save();
        return ArenaSnapshot.toBytes(stage.arena());
    }

    /**
     * The watermark over all sources.
     *
     * @return nanoseconds since the epoch; {@link Long#MIN_VALUE} before the first.
     */
    public long watermarkNs() {
        requireOpen();
        return stage.watermarkNs();
    }

    /**
     * What the watermark over all sources is, and who holds it back.
     *
     * @return the answer.
     */
    public WatermarkExplanation explain() {
        return stage.explain();
    }

    /**
     * Why a window has not fired.
     *
     * @param operator name of an operator with windows, or of a join.
     * @param key the key, as text: a number, a symbol, or a record as it prints itself.
     * @param startNs start of the window, or a time in the session, in nanoseconds since the epoch; of no account for
     *     count windows and the global window; for a join the time of a left event.
     * @return the answer.
     * @throws IllegalArgumentException if there is no such operator or window.
     */
    public WindowExplanation explainWindow(final String operator, final String key, final long startNs) {
        return stage.explainWindow(operator, key, startNs);
    }

    /**
     * Number of timers that are pending.
     *
     * @return the count.
     */
    public long pendingTimers() {
        return stage.countTimers();
    }

    /**
     * Number of timers that were dropped: registered by timers at the end of input, or in a circle.
     *
     * @return the count.
     */
    public long droppedTimers() {
        return stage.droppedTimers();
    }

    /**
     * Number of events left out by operators whose error policy is to skip.
     *
     * @return the count.
     */
    public long skipped() {
        requireOpen();
        return stage.skipped();
    }

    /**
     * Number of times that an event lay between two windows of an operator whose windows have gaps.
     *
     * @return the count.
     */
    public long inGaps() {
        requireOpen();
        return stage.inGaps();
    }

    /**
     * Number of windows that were dropped with something that was in no result, because no trigger asked for it.
     *
     * @return the number of (key, window) pairs, over the life of the state.
     */
    public long unfiredWindows() {
        requireOpen();
        return stage.unfired();
    }

    /**
     * Number of windows that are open: those that hold events, and may have a result or a further one. Once all input
     * has ended these are count windows that never will be full.
     *
     * @return the number of (key, window) pairs.
     */
    public long openWindows() {
        requireOpen();
        return stage.countOpenWindows();
    }

    /**
     * Text of a symbol.
     *
     * @param id its id.
     * @return its text.
     */
    public String symbolText(final int id) {
        requireOpen();
        return stage.symbols().textOf(id).toString();
    }

    private BatchPublisher<?> publisher(final String source) {
        requireRunning();
        final BatchPublisher<?> publisher = publishers.get(source);
        if (publisher == null) {
            throw new IllegalArgumentException(
                    "no source '" + source + "'; there are " + String.join(", ", publishers.keySet()));
        }
        publisher.ingressNs(ingressNs);
        return publisher;
    }

    private TestStep finish(final BatchPublisher<?> publisher) {
        drain(publisher);
        return collected.take();
    }

    private void drain(final BatchPublisher<?> publisher) {
        try {
            publisher.drain();
            checkWrites();
        } catch (final RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            publisher.poison();
            stage.poison();
        }
    }

    /** Looks at all state: what has grown beyond what a test usually has is left alone from there on. */
    private void checkWrites() {
        if (audit != null) {
            audit.check();
            if (stage.arena().usedBytes() > AUDITED_BYTES) {
                audit.stop();
                audit = null;
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this tester of pipeline '" + pipeline.name() + "' has been closed");
        }
    }

    private void requireRunning() {
        requireOpen();
        if (failure != null) {
            throw new IllegalStateException(
                    "pipeline '" + pipeline.name() + "' stopped with a failure in an earlier step: " + failure,
                    failure);
        }
    }

    /** Gives the state's memory back. A second call does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            stage.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
