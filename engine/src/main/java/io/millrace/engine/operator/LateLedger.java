package io.millrace.engine.operator;

import io.millrace.engine.sink.Journaling;
import io.millrace.engine.sink.LateEvent;
import io.millrace.engine.sink.LateSink;
import io.millrace.engine.sink.StoredOutput;
import io.millrace.record.Flyweight;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Counts the events that at least one window went without, and tells the late sink of each, once; of the records that
 * pass a stage boundary and of the results of windows, apart from the events they were made of, likewise.
 *
 * <p><b>Used on the stage's thread only.</b>
 */
public final class LateLedger implements LateEvent, NumberedOutput {
    private static final String NAME = "late";

    private final Step step;
    private final IntFunction<String> sourceNames;
    private final List<String> operators = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();
    private final List<String> partly = new ArrayList<>();
    private final List<Long> slidesNs = new ArrayList<>();
    private long[] missedStartsNs = {};
    private long[] missedWindows = {};
    private final OutputSeries series = new OutputSeries();
    private LateSink sink;
    private String scope;
    private Flyweight event;
    private long timeNs;
    private long lateByNs;
    private boolean dirty;

    /**
     * Creates the ledger of a stage.
     *
     * @param step the stage's step.
     * @param sourceNames names the sources by their number.
     */
    public LateLedger(final Step step, final IntFunction<String> sourceNames) {
        this.step = step;
        this.sourceNames = sourceNames;
    }

    /**
     * Gives the ledger the sink that is told of late events; without one they are only counted.
     *
     * @param opened the sink.
     * @param journaling how the run is journaled.
     */
    public void attach(final LateSink opened, final Journaling journaling) {
        sink = opened;
        series.attach(opened, journaling);
    }

    /**
     * Enters an operator whose windows may miss events, in graph order.
     *
     * @param operator its name.
     * @param slideNs from the start of one of its windows to that of the next, in nanoseconds; 0 where that varies.
     * @return the bit it sets in {@link Step#missed}.
     * @throws IllegalStateException beyond 64 such operators.
     */
    public long register(final String operator, final long slideNs) {
        if (operators.size() == Long.SIZE) {
            throw new IllegalStateException(
                    "a stage has room for 64 operators with windows; put some behind a stage(..)");
        }
        operators.add(operator);
        slidesNs.add(slideNs);
        return 1L << (operators.size() - 1);
    }

    /**
     * Enters the step's event, and clears {@link Step#missed}.
     *
     * @param missedEvent the event as its source published it.
     * @param eventTimeNs its event time, in nanoseconds since the epoch.
     */
    public void onMissed(final Flyweight missedEvent, final long eventTimeNs) {
        enter(null, step, missedEvent, eventTimeNs);
    }

    /**
     * Enters a record that windows behind a stage boundary or behind another window went without, and clears
     * {@link Step#missed}.
     *
     * @param where name of the boundary, or of the operator whose result it is.
     * @param behind the step behind it.
     * @param missedRecord the record as it passed the boundary or left the operator.
     * @param recordTimeNs its event time, in nanoseconds since the epoch.
     */
    public void onMissedBehind(
            final String where, final Step behind, final Flyweight missedRecord, final long recordTimeNs) {
        enter(where, behind, missedRecord, recordTimeNs);
    }

    private void enter(final String where, final Step at, final Flyweight missedEvent, final long eventTimeNs) {
        final long bits = at.missed;
        final long partlyBits = at.missedPartly;
        at.missed = 0;
        at.missedPartly &= ~bits;
        final boolean wanted =
                series.take(eventTimeNs, bits, missedEvent, missedEvent.type().sizeBytes());
        series.next();
        if (sink == null || !wanted) {
            return;
        }
        scope = where;
        event = missedEvent;
        timeNs = eventTimeNs;
        missedStartsNs = at.missedStartsNs;
        missedWindows = at.missedWindows;
        lateByNs = saturatingDifference(at.missedWatermarkNs, eventTimeNs);
        missed.clear();
        partly.clear();
        for (int i = 0; i < operators.size(); i++) {
            if ((bits >>> i & 1) != 0) {
                missed.add(operators.get(i));
                if ((partlyBits >>> i & 1) != 0) {
                    partly.add(operators.get(i));
                }
            }
        }
        dirty = true;
        try {
            sink.accept(this);
        } catch (final Exception e) {
            throw new OperatorException("late", at.sequence, missedEvent.toString(), e);
        }
    }

    private static long saturatingDifference(final long aNs, final long bNs) {
        final long difference = aNs - bNs;
        return ((aNs ^ bNs) & (aNs ^ difference)) < 0 ? Long.MAX_VALUE : difference;
    }

    /**
     * Flushes the sink if it was told of something since the last flush.
     *
     * @throws Exception as the sink does.
     */
    public void flush() throws Exception {
        if (dirty) {
            dirty = false;
            sink.flush();
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public long outputSequence() {
        return series.count();
    }

    @Override
    public long digest() {
        return series.digest();
    }

    @Override
    public StoredOutput stored() {
        return series.stored();
    }

    @Override
    public void leaveOutBelow(final long outputs) {
        series.leaveOutBelow(outputs);
    }

    @Override
    public boolean reproduced() {
        return series.reproduced();
    }

    @Override
    public void commit(final long position, final boolean forced) throws Exception {
        flush();
        series.commit(position, forced);
    }

    /**
     * Closes the sink, if there is one.
     *
     * @throws IOException as the sink does.
     */
    public void close() throws IOException {
        if (sink != null) {
            sink.close();
        }
    }

    /**
     * Number of events that at least one window went without.
     *
     * @return the count.
     */
    public long count() {
        return series.count();
    }

    /**
     * Restores the count and the digest.
     *
     * @param restoredCount the count.
     * @param restoredDigest the digest.
     */
    public void restore(final long restoredCount, final long restoredDigest) {
        series.restore(restoredCount, restoredDigest);
    }

    @Override
    public String source() {
        return scope == null ? sourceNames.apply(step.source) : scope;
    }

    @Override
    public Flyweight event() {
        return event;
    }

    @Override
    public long timeNs() {
        return timeNs;
    }

    @Override
    public long lateByNs() {
        return lateByNs;
    }

    @Override
    public List<String> missed() {
        return missed;
    }

    @Override
    public List<String> partly() {
        return partly;
    }

    @Override
    public long lastMissedStartNs(final String operator) {
        return missedStartsNs[numberOf(operator)];
    }

    @Override
    public long missedWindows(final String operator) {
        return missedWindows[numberOf(operator)];
    }

    @Override
    public long missedStartNs(final String operator, final long number) {
        final int place = numberOf(operator);
        if (number < 0 || number >= missedWindows[place]) {
            throw new IndexOutOfBoundsException("window " + number + " of " + missedWindows[place] + " of " + operator);
        }
        return missedStartsNs[place] - (missedWindows[place] - 1 - number) * slidesNs.get(place);
    }

    private int numberOf(final String operator) {
        if (!missed.contains(operator)) {
            throw new IllegalArgumentException(operator + " is not among " + missed);
        }
        return operators.indexOf(operator);
    }
}
