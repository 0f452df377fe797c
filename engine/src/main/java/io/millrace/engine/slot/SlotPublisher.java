package io.millrace.engine.slot;

import io.millrace.engine.source.Publisher;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.util.function.LongSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes events and marks into slots; where the slots lie, and how they become visible, is up to subclasses.
 *
 * <p><b>Used by one thread.</b>
 *
 * @param <F> the flyweight the events are written through.
 */
public abstract class SlotPublisher<F extends Flyweight> implements Publisher<F> {
    private static final int NONE = -1;
    private static final long NO_TIME = Long.MIN_VALUE;

    private final int source;
    private final int recordBytes;
    private final F event;
    private final SymbolIndex symbols;
    private final RecordType<?, F> type;
    private final LongSupplier ingressClock;
    private UnsafeBuffer slots;
    private SymbolFields symbolFields;
    private int claimed = NONE;
    private boolean ended;
    private long ingressNs;
    private long ownIngressNs = NO_TIME;
    private boolean hasOwnTimes;
    private int timeOffset = NONE;
    private long maxTimeNs = NO_TIME;
    private long firstTimeNs = NO_TIME;
    private long leftOut;
    private int batchEvents;
    private boolean batchHasOwnTimes;

    /**
     * Creates a publisher.
     *
     * @param source number of the source.
     * @param type type of its events.
     * @param symbols the symbols of the run.
     * @param ingressClock read for each event, in nanoseconds of the run's clock; {@code null} where
     *     {@link #ingressNs(long)} is set for each batch.
     */
    protected SlotPublisher(
            final int source, final RecordType<?, F> type, final SymbolIndex symbols, final LongSupplier ingressClock) {
        this.source = source;
        this.recordBytes = type.sizeBytes();
        this.event = type.newFlyweight();
        this.symbols = symbols;
        this.type = type;
        this.ingressClock = ingressClock;
    }

    /**
     * Makes the publisher refuse events with symbols that nobody has named. Records without symbols are not looked at.
     *
     * @param sourceName the source's name, for messages.
     */
    public final void checkSymbols(final String sourceName) {
        final SymbolFields fields = new SymbolFields(sourceName, type, symbols);
        symbolFields = fields.isEmpty() ? null : fields;
    }

    /**
     * Gives the publisher its slots. Call it once, before anything else.
     *
     * @param buffer the slots.
     */
    protected final void slots(final UnsafeBuffer buffer) {
        slots = buffer;
    }

    /**
     * Claims the next slot.
     *
     * @param wait whether to wait for room.
     * @return offset of the slot in bytes, or -1 if there is no room and it was not to wait.
     */
    protected abstract int claimSlot(boolean wait);

    /**
     * The sequence of the slot claimed last.
     *
     * @return the sequence.
     */
    protected abstract long claimedSequence();

    /**
     * Notes the intended time of the event in the claimed slot, for measurements: it lies beside the slots.
     *
     * @param intendedNs nanoseconds of the run's clock; 0 if unknown.
     */
    protected abstract void intend(long intendedNs);

    /**
     * Makes the claimed slot visible, when its header has been written.
     *
     * @param slot offset of the slot, in bytes.
     */
    protected abstract void publishSlot(int slot);

    /**
     * Gives the claimed slot back.
     *
     * @param slot offset of the slot, in bytes.
     */
    protected abstract void releaseSlot(int slot);

    /**
     * Sets the ingress time of what is published from now on without one of its own.
     *
     * @param nowNs nanoseconds of the run's clock.
     */
    public final void ingressNs(final long nowNs) {
        ingressNs = nowNs;
    }

    /**
     * Leaves out what a source publishes again because it starts over: its first events, and the marks among them.
     *
     * @param events how many.
     */
    public final void leaveOut(final long events) {
        leftOut = events;
    }

    /**
     * How many events are still to be left out.
     *
     * @return the count.
     */
    public final long leftOut() {
        return leftOut;
    }

    /** Says that the input has ended before. */
    public final void endedBefore() {
        ended = true;
    }

    /** Says that all events will have ingress times of their own, and marks those of the event before them. */
    public final void ownIngressTimes() {
        hasOwnTimes = true;
    }

    /**
     * Makes the publisher remember the largest event time it has published.
     *
     * @param eventTimeOffset where in a record the event time lies, in bytes.
     */
    public final void watchTime(final int eventTimeOffset) {
        timeOffset = eventTimeOffset;
    }

    /**
     * The largest event time published since {@link #watchTime}.
     *
     * @return nanoseconds since the epoch; {@link Long#MIN_VALUE} before the first.
     */
    public final long maxTimeNs() {
        return maxTimeNs;
    }

    /**
     * The event time published first since {@link #watchTime}.
     *
     * @return nanoseconds since the epoch; {@link Long#MIN_VALUE} before the first.
     */
    public final long firstTimeNs() {
        return firstTimeNs;
    }

    /** Begins to count the events of a new batch. */
    protected final void beginBatch() {
        batchEvents = 0;
        batchHasOwnTimes = false;
    }

    /**
     * Number of events published since {@link #beginBatch}.
     *
     * @return the count.
     */
    protected final int batchEvents() {
        return batchEvents;
    }

    /**
     * The ingress time that all events published since {@link #beginBatch} share, and from which their latency counts.
     *
     * @return nanoseconds of the run's clock, or {@link Long#MIN_VALUE} if some have times of their own.
     */
    protected final long batchIngressNs() {
        return batchHasOwnTimes ? Long.MIN_VALUE : ingressNs;
    }

    /**
     * Whether {@link #endOfInput} was called.
     *
     * @return {@code true} then.
     */
    public final boolean hasEnded() {
        return ended;
    }

    /**
     * Offset of the claimed slot.
     *
     * @return the offset in bytes, or -1.
     */
    protected final int claimed() {
        return claimed;
    }

    @Override
    public final F claim() {
        return begin(claimFree(true));
    }

    @Override
    public final F tryClaim() {
        final int slot = claimFree(false);
        return slot < 0 ? null : begin(slot);
    }

    private int claimFree(final boolean wait) {
        checkFree();
        return claimSlot(wait);
    }

    /**
     * Checks that something may be claimed.
     *
     * @throws IllegalStateException if an event is claimed already, or the input has ended.
     */
    public final void checkFree() {
        if (claimed != NONE) {
            throw new IllegalStateException("an event is claimed already: commit() or abort() it first");
        }
        if (ended) {
            throw new IllegalStateException("the input of this source has ended");
        }
    }

    private F begin(final int slot) {
        claimed = slot;
        SlotLayout.clearRecord(slots, slot, recordBytes);
        event.wrap(slots, slot + SlotLayout.RECORD_OFFSET);
        return event;
    }

    @Override
    public final void commit() {
        publish(now(), 0);
    }

    @Override
    public final void commitIntended(final long intendedNs) {
        publish(now(), intendedNs);
    }

    @Override
    public final void commitAt(final long eventIngressNs) {
        ownIngressNs = eventIngressNs;
        publish(eventIngressNs, 0);
    }

    @Override
    public final void commitAt(final long eventIngressNs, final long intendedNs) {
        ownIngressNs = eventIngressNs;
        publish(eventIngressNs, intendedNs);
    }

    private long now() {
        return ingressClock == null ? ingressNs : ingressClock.getAsLong();
    }

    /**
     * Checks that there is a claimed event to commit or abort.
     *
     * @throws IllegalStateException if there is none.
     */
    public final void checkClaimed() {
        if (claimed == NONE) {
            throw new IllegalStateException("no event is claimed: claim() one first");
        }
    }

    /**
     * Checks the claimed event. One that may not be published is given back, as by {@link #abort}.
     *
     * @throws IllegalStateException if none is claimed.
     * @throws IllegalArgumentException if it has a symbol that is not known; the message names source, field and cure.
     */
    public final void checkEvent() {
        checkClaimed();
        if (symbolFields != null
                && leftOut == 0
                && symbolFields.isDoubtful(slots, claimed + SlotLayout.RECORD_OFFSET)) {
            final String mistake = symbolFields.mistake(slots, claimed + SlotLayout.RECORD_OFFSET, claimedSequence());
            if (mistake != null) {
                abort();
                throw new IllegalArgumentException(mistake);
            }
        }
    }

    /**
     * Checks an event that lies beside the slots, and is to be published later.
     *
     * @param waiting the event.
     * @throws IllegalArgumentException if it has a symbol that is not known; the message names source, field and cure.
     */
    public final void checkWaiting(final F waiting) {
        if (symbolFields != null && symbolFields.isDoubtful(waiting.buffer(), waiting.offset())) {
            final String mistake = symbolFields.mistake(waiting.buffer(), waiting.offset(), Long.MAX_VALUE);
            if (mistake != null) {
                throw new IllegalArgumentException(mistake);
            }
        }
    }

    private void publish(final long eventIngressNs, final long intendedNs) {
        checkEvent();
        final int slot = claimed;
        claimed = NONE;
        if (timeOffset >= 0) {
            watchTimeOf(SlotLayout.recordLong(slots, slot, timeOffset));
        }
        if (leftOut > 0) {
            leftOut--;
            giveBack(slot);
            return;
        }
        batchEvents++;
        if (intendedNs != 0 || eventIngressNs != ingressNs) {
            batchHasOwnTimes = true;
        }
        SlotLayout.putHeader(slots, slot, SlotLayout.EVENT, source, eventIngressNs);
        intend(intendedNs);
        publishSlot(slot);
    }

    private void watchTimeOf(final long timeNs) {
        firstTimeNs = maxTimeNs == NO_TIME ? timeNs : firstTimeNs;
        maxTimeNs = Math.max(maxTimeNs, timeNs);
    }

    @Override
    public final void abort() {
        checkClaimed();
        final int slot = claimed;
        claimed = NONE;
        giveBack(slot);
    }

    private void giveBack(final int slot) {
        SlotLayout.putHeader(slots, slot, SlotLayout.VOID, source, ingressNs);
        releaseSlot(slot);
    }

    @Override
    public final void watermark(final long watermarkNs) {
        mark(SlotLayout.WATERMARK, watermarkNs);
    }

    @Override
    public final void idle() {
        mark(SlotLayout.IDLE, 0);
    }

    @Override
    public final void active() {
        mark(SlotLayout.ACTIVE, 0);
    }

    @Override
    public final void tick() {
        mark(SlotLayout.TICK, 0);
    }

    @Override
    public final void tickAt(final long tickIngressNs) {
        ownIngressNs = tickIngressNs;
        mark(SlotLayout.TICK, 0);
    }

    @Override
    public final void endOfInput() {
        checkFree();
        if (endsSource()) {
            mark(SlotLayout.END, 0);
        }
        ended = true;
    }

    /**
     * Whether the source's input ends with that of this publisher. Asked once, at its end.
     *
     * @return {@code false} if other publishers of the source go on.
     */
    protected boolean endsSource() {
        return true;
    }

    private void mark(final byte kind, final long value) {
        if (leftOut > 0 && kind != SlotLayout.END) {
            return;
        }
        final int slot = claimFree(true);
        SlotLayout.putMark(slots, slot, kind, source, markIngressNs(), value);
        publishSlot(slot);
    }

    /** A mark of a source with ingress times of its own comes at that of the event before it. */
    private long markIngressNs() {
        return ownIngressNs == NO_TIME && !hasOwnTimes ? now() : ownIngressNs;
    }

    @Override
    public final int idOf(final CharSequence text) {
        final SymbolIndex.Symbol known = symbols.find(text);
        if (known != null && (claimed == NONE || known.markSequence() < claimedSequence())) {
            return known.id();
        }
        return idOfNew(text);
    }

    /**
     * The id of a symbol that is new, at least to the claimed event: that moves on to a slot behind the symbol's mark.
     * Its slot is given back before the lock of the symbols is taken: whoever holds that may be waiting for room, which
     * there will not be before our slot has been passed.
     */
    private int idOfNew(final CharSequence text) {
        if (ended) {
            throw new IllegalStateException("the input of this source has ended");
        }
        SymbolIndex.check(text);
        if (claimed == NONE) {
            return symbols.add(text, this::publishSymbol);
        }
        final byte[] record = new byte[recordBytes];
        slots.getBytes(claimed + SlotLayout.RECORD_OFFSET, record);
        abort();
        final int id = symbols.add(text, this::publishSymbol);
        claimed = claimSlot(true);
        slots.putBytes(claimed + SlotLayout.RECORD_OFFSET, record);
        event.wrap(slots, claimed + SlotLayout.RECORD_OFFSET);
        return id;
    }

    private long publishSymbol(final CharSequence text, final int id) {
        final int slot = claimSlot(true);
        final long sequence = claimedSequence();
        SlotLayout.putSymbol(slots, slot, source, markIngressNs(), id, text);
        publishSlot(slot);
        return sequence;
    }
}
