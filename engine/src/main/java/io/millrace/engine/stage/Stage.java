package io.millrace.engine.stage;

import io.millrace.engine.Pipeline;
import io.millrace.engine.explain.WatermarkExplanation;
import io.millrace.engine.explain.WindowExplanation;
import io.millrace.engine.operator.Entry;
import io.millrace.engine.operator.EventClock;
import io.millrace.engine.operator.Failures;
import io.millrace.engine.operator.LateLedger;
import io.millrace.engine.operator.MarkHandler;
import io.millrace.engine.operator.NumberedOutput;
import io.millrace.engine.operator.RecordOwner;
import io.millrace.engine.operator.SinkPort;
import io.millrace.engine.operator.SlotLoop;
import io.millrace.engine.operator.Step;
import io.millrace.engine.operator.TickPort;
import io.millrace.engine.operator.Timeline;
import io.millrace.engine.sink.SymbolText;
import io.millrace.engine.slot.SlotHandler;
import io.millrace.engine.slot.SlotLayout;
import io.millrace.engine.slot.SymbolIndex;
import io.millrace.state.Arena;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The operators that one thread works on, and everything they remember.
 *
 * <p>Call protocol: {@link #onSlots} with all slots in order; {@link #flush} when there is nothing more at hand;
 * {@link #close} once. <b>Not thread-safe: one thread at a time calls a stage.</b>
 */
public final class Stage implements SlotHandler, AutoCloseable {
    private final Arena arena;
    private final Step step;
    private final EventClock overall;
    private final Entry[] entries;
    private final SlotHandler loop;
    private final List<SinkPort> sinks;
    private final Timeline timeline;
    private final List<Failures> failures;
    private final LateLedger ledger;
    private final Symbols symbols;
    private final List<RecordOwner> recordOwners;
    private final SavedStates saved;
    private final int maxRecordBytes;
    private final Step[] steps;
    private final TickPort[] tickPorts;
    private final boolean fedBySources;
    private final Explainer explainer;
    private final List<NumberedOutput> outputs;
    private final UnsafeBuffer tickSlot =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(SlotLayout.slotBytes(0), Long.BYTES));
    private int endedEntries;

    /**
     * Builds a stage and opens its sinks. State that the arena holds is taken up; nothing fires until the next slot.
     *
     * @param pipeline the pipeline.
     * @param plan which part of it.
     * @param arena memory of the stage's state; closed with the stage.
     * @param boundaries makes the operators by which events leave the stage.
     * @param opener opens the sinks.
     * @return the stage.
     * @throws Exception the failure of a sink; nothing stays open then but the arena.
     */
    public static Stage open(
            final Pipeline pipeline,
            final StagePlan plan,
            final Arena arena,
            final Boundaries boundaries,
            final SinkOpener opener)
            throws Exception {
        final StageAssembly assembly = new StageAssembly(pipeline, plan, arena, boundaries, opener.journaling());
        assembly.openSinks(pipeline, opener);
        return new Stage(assembly);
    }

    private Stage(final StageAssembly parts) {
        arena = parts.arena;
        step = parts.step;
        overall = parts.clocks.overall();
        entries = parts.entries.toArray(new Entry[0]);
        final MarkHandler marks = this::onMark;
        loop = parts.classes.newInstance(
                "stage/" + parts.name(), SlotLoop.class, SlotHandler.class, step, parts.entries, marks);
        sinks = List.copyOf(parts.sinks);
        failures = List.copyOf(parts.failures);
        recordOwners = List.copyOf(parts.recordOwners);
        ledger = parts.ledger;
        symbols = parts.symbols;
        saved = parts.saved;
        maxRecordBytes = parts.maxRecordBytes;
        saved.add("stage", new Position());
        parts.store.requireAllClaimed();
        timeline = parts.clocks.timeline();
        timeline.refreshDue();
        steps = parts.steps.all().toArray(new Step[0]);
        for (final Step each : steps) {
            each.processing.refreshDue();
        }
        tickPorts = parts.tickPorts.values().toArray(new TickPort[0]);
        fedBySources = parts.isFedBySources();
        explainer = parts.explainer();
        final List<NumberedOutput> numbered = new ArrayList<>(sinks);
        numbered.add(ledger);
        outputs = List.copyOf(numbered);
    }

    @Override
    public void onSlots(final UnsafeBuffer slots, final int from, final int to, final int slotBytes) {
        loop.onSlots(slots, from, to, slotBytes);
    }

    private void onMark(final UnsafeBuffer slots, final int slot) {
        final int source = step.source;
        final byte kind = SlotLayout.kind(slots, slot);
        if (kind == SlotLayout.VOID) {
            return;
        }
        entries[source].onMark(slots, slot);
        switch (kind) {
            case SlotLayout.WATERMARK:
                onWatermark(source, SlotLayout.value(slots, slot));
                break;
            case SlotLayout.IDLE:
                entries[source].onIdle();
                break;
            case SlotLayout.ACTIVE:
                entries[source].onActive();
                break;
            case SlotLayout.SYMBOL:
                symbols.onSymbol(SlotLayout.symbolId(slots, slot), SlotLayout.text(slots, slot));
                break;
            case SlotLayout.TICK:
                onTick();
                break;
            case SlotLayout.ENDING:
                onEnding();
                timeline.onEnding();
                break;
            case SlotLayout.END:
                onEnd(source);
                break;
            default:
                break;
        }
        if (fedBySources && step.ingressNs >= step.processingDueNs) {
            step.processing.fireDue();
        }
    }

    /** Behind a boundary only records and ticks make processing time pass: other marks come when they may. */
    private void onTick() {
        for (final Entry entry : entries) {
            entry.onTick(step.ingressNs);
        }
        if (step.ingressNs >= step.processingDueNs) {
            step.processing.fireDue();
        }
        for (final TickPort port : tickPorts) {
            port.onTick();
        }
    }

    private void onWatermark(final int source, final long watermarkNs) {
        if (watermarkNs == Long.MAX_VALUE && !fedBySources) {
            onEnding();
        }
        entries[source].onWatermark(watermarkNs);
    }

    private void onEnding() {
        for (final TickPort port : tickPorts) {
            port.onInputEnding();
        }
    }

    private void onEnd(final int source) {
        onEnding();
        endedEntries++;
        entries[source].onEnd();
        if (hasEnded()) {
            step.processing.fireAll();
            for (final TickPort port : tickPorts) {
                port.onInputEnded();
            }
        }
    }

    /**
     * When the next operator acts on processing time.
     *
     * @return nanoseconds of the run's clock; {@link Long#MAX_VALUE} if none waits.
     */
    public long nextProcessingDueNs() {
        long dueNs = Long.MAX_VALUE;
        for (final Step each : steps) {
            dueNs = Math.min(dueNs, each.processingDueNs);
        }
        for (final Entry entry : entries) {
            dueNs = Math.min(dueNs, entry.nextTickNs());
        }
        return dueNs;
    }

    /**
     * Lets processing time pass without an event: a tick enters the stream.
     *
     * @param ingressNs nanoseconds of the run's clock.
     * @param input how slots enter: this stage, or what keeps them first.
     */
    public void tick(final long ingressNs, final SlotHandler input) {
        SlotLayout.putMark(tickSlot, 0, SlotLayout.TICK, 0, ingressNs, 0);
        input.onSlots(tickSlot, 0, tickSlot.capacity(), tickSlot.capacity());
    }

    /**
     * Whether all sources of this stage have ended.
     *
     * @return {@code true} when they have.
     */
    public boolean hasEnded() {
        return endedEntries == entries.length;
    }

    /**
     * Whether one source has ended.
     *
     * @param source its number.
     * @return {@code true} when it has.
     */
    public boolean hasEnded(final int source) {
        return entries[source].hasEnded();
    }

    /**
     * Number of events taken of one source.
     *
     * @param source its number.
     * @return the count, over the life of the stage's state.
     */
    public long taken(final int source) {
        return entries[source].taken();
    }

    /**
     * Says whether what comes was journaled before, and is worked on again.
     *
     * @param replaying whether.
     */
    public void replaying(final boolean replaying) {
        for (final Step each : steps) {
            each.replaying = replaying;
        }
    }

    /**
     * The numbered series of results: of the sinks in graph order, then late events.
     *
     * @return the outputs.
     */
    public List<NumberedOutput> outputs() {
        return outputs;
    }

    /**
     * Flushes all outputs, and lets them store how many results there are.
     *
     * @param forced whether that must survive a loss of power, too.
     * @throws Exception the first failure of an output.
     */
    public void commit(final boolean forced) throws Exception {
        final long position = nextSequence();
        for (int i = 0; i < outputs.size(); i++) {
            outputs.get(i).commit(position, forced);
        }
    }

    /**
     * Flushes the sinks that have had results since the last flush.
     *
     * @throws Exception the first failure of a sink.
     */
    public void flush() throws Exception {
        for (int i = 0; i < sinks.size(); i++) {
            sinks.get(i).flush();
        }
        ledger.flush();
    }

    /**
     * Overwrites the records that operators hand out, so that a function which kept one is seen to be wrong. For tests,
     * between two steps.
     */
    public void poison() {
        recordOwners.forEach(RecordOwner::poison);
    }

    /** Writes into the arena what is kept outside of it while running; a snapshot of the arena is then complete. */
    public void save() {
        saved.save();
    }

    /**
     * The memory of the stage.
     *
     * @return the arena; used on the stage's thread.
     */
    public Arena arena() {
        return arena;
    }

    /**
     * Size of the largest record that enters the stage.
     *
     * @return the size in bytes.
     */
    public int maxRecordBytes() {
        return maxRecordBytes;
    }

    /**
     * Number of events taken.
     *
     * @return the count, over the life of the stage's state.
     */
    public long events() {
        return step.events;
    }

    /**
     * The watermark over all entries of the stage.
     *
     * @return nanoseconds since the epoch; {@link Long#MIN_VALUE} before the first.
     */
    public long watermarkNs() {
        return overall.watermarkNs();
    }

    /**
     * Number of events that at least one window went without.
     *
     * @return the count.
     */
    public long lateEvents() {
        return ledger.count();
    }

    /**
     * Number of events left out by operators whose policy is to skip.
     *
     * @return the count.
     */
    public long skipped() {
        long sum = 0;
        for (int i = 0; i < failures.size(); i++) {
            sum += failures.get(i).skipped();
        }
        return sum;
    }

    /**
     * Number of times that an operator found an event to lie between two of its windows, since this stage was opened.
     *
     * @return the count.
     */
    public long inGaps() {
        long sum = 0;
        for (final Step each : steps) {
            sum += each.inGaps;
        }
        return sum;
    }

    /**
     * Counts the windows that were dropped with something that no trigger had asked for.
     *
     * @return the number of (key, window) pairs, over the life of the stage's state.
     */
    public long unfired() {
        return timeline.unfired();
    }

    /**
     * Counts the windows that are open. Looks at every one: for reports.
     *
     * @return the number of (key, window) pairs of all operators.
     */
    public long countOpenWindows() {
        return timeline.countOpen();
    }

    /**
     * What the watermark is, and who holds it back.
     *
     * @return the answer; asked on the stage's thread, between two slots.
     */
    public WatermarkExplanation explain() {
        return explainer.watermark();
    }

    /**
     * Why a window has not fired.
     *
     * @param operator name of an operator with windows, or of a join.
     * @param key the key, as text.
     * @param startNs start of the window, in nanoseconds since the epoch.
     * @return the answer; asked on the stage's thread, between two slots.
     * @throws IllegalArgumentException if there is no such operator or window.
     */
    public WindowExplanation explainWindow(final String operator, final String key, final long startNs) {
        return explainer.window(operator, key, startNs);
    }

    /**
     * Counts the pending timers.
     *
     * @return the count.
     */
    public long countTimers() {
        return timeline.countTimers();
    }

    /**
     * Counts the timers that were dropped: registered by timers at the end of input, or in a circle.
     *
     * @return the count, over the life of the stage's state.
     */
    public long droppedTimers() {
        return timeline.droppedTimers();
    }

    /**
     * The sinks, in graph order.
     *
     * @return the sinks.
     */
    public List<SinkPort> sinks() {
        return sinks;
    }

    /**
     * The symbols the stage has seen.
     *
     * @return the symbols; used on the stage's thread.
     */
    public SymbolText symbols() {
        return symbols;
    }

    /**
     * An index of the symbols that the stage has seen.
     *
     * @return a new index, for the publishers of a run.
     */
    public SymbolIndex newSymbolIndex() {
        final SymbolIndex index = new SymbolIndex();
        for (int i = 0; i < symbols.size(); i++) {
            index.restore(symbols.textOf(i));
        }
        return index;
    }

    /**
     * The sequence that follows the last slot taken.
     *
     * @return the sequence.
     */
    public long nextSequence() {
        return step.sequence + 1;
    }

    /**
     * Processing time: the largest ingress time so far.
     *
     * @return nanoseconds of the run's clock; {@link Long#MIN_VALUE} before the first slot.
     */
    public long processingTimeNs() {
        return step.ingressNs;
    }

    /**
     * Number of symbols the stage has seen.
     *
     * @return the count.
     */
    public int symbolCount() {
        return symbols.size();
    }

    /** Closes the sinks and gives the memory back. The first failure is thrown when everything has been closed. */
    @Override
    public void close() throws IOException {
        explainer.stateIsGone();
        IOException first = null;
        for (final SinkPort sink : sinks) {
            first = closed(sink::close, first);
        }
        first = closed(ledger::close, first);
        arena.close();
        if (first != null) {
            throw first;
        }
    }

    private static IOException closed(final Closeable closeable, final IOException before) {
        try {
            closeable.close();
            return before;
        } catch (final IOException e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
            return before;
        }
    }

    /** The stage's own few numbers. */
    private final class Position implements SavedState {
        private static final int FIELDS = 6;

        @Override
        public int stateBytes() {
            return FIELDS * Long.BYTES;
        }

        @Override
        public void save(final MutableDirectBuffer buffer, final int offset) {
            buffer.putLong(offset, step.ingressNs);
            buffer.putLong(offset + 8, step.sequence);
            buffer.putLong(offset + 16, step.events);
            buffer.putLong(offset + 24, endedEntries);
            buffer.putLong(offset + 32, ledger.count());
            buffer.putLong(offset + 40, ledger.digest());
        }

        @Override
        public void load(final DirectBuffer buffer, final int offset) {
            step.ingressNs = buffer.getLong(offset);
            step.sequence = buffer.getLong(offset + 8);
            step.events = buffer.getLong(offset + 16);
            endedEntries = (int) buffer.getLong(offset + 24);
            ledger.restore(buffer.getLong(offset + 32), buffer.getLong(offset + 40));
        }
    }
}
