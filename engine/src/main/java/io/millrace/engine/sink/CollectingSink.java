package io.millrace.engine.sink;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Keeps copies of the results of real runs, to be read by whoever holds it: at any time, and complete when the run is
 * over ({@code run.join()}). It keeps up to a stated number; the result beyond it fails the run, or is handled as the
 * operator's error policy has it.
 *
 * <p>It is shared by all runs of its pipeline, and keeps what all of them give it, each in output order, until
 * {@link #clear}. A copy made by serialization begins empty. It allocates for each result: it is for results, not for
 * every event of a fast stream.
 *
 * <p><b>Thread-safe.</b>
 *
 * @param <T> the record, as read.
 * @param <F> its flyweight.
 */
public final class CollectingSink<T, F extends Flyweight> implements SinkFactory<T> {
    private static final long serialVersionUID = 1L;

    private final RecordType<T, F> type;
    private final int limit;
    private final transient List<F> records = new ArrayList<>();

    private CollectingSink(final RecordType<T, F> type, final int limit) {
        this.type = type;
        this.limit = limit;
    }

    /**
     * A sink that keeps what it is given.
     *
     * @param type type of the results.
     * @param limit how many it keeps, at most; at least 1.
     * @param <T> the record, as read.
     * @param <F> its flyweight.
     * @return the sink; empty.
     * @throws IllegalArgumentException if the limit is below 1.
     */
    public static <T, F extends Flyweight> CollectingSink<T, F> of(final RecordType<T, F> type, final int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit of records must be at least 1, not " + limit);
        }
        return new CollectingSink<>(Objects.requireNonNull(type, "type"), limit);
    }

    /**
     * The results so far.
     *
     * @return copies, the caller's to keep and to change.
     */
    public List<F> records() {
        synchronized (records) {
            final List<F> copies = new ArrayList<>(records.size());
            for (final F record : records) {
                copies.add(copy(record));
            }
            return copies;
        }
    }

    /**
     * Number of results so far.
     *
     * @return the number.
     */
    public int size() {
        synchronized (records) {
            return records.size();
        }
    }

    /** Forgets the results so far; there is room for as many as the limit again. */
    public void clear() {
        synchronized (records) {
            records.clear();
        }
    }

    @Override
    public Sink<T> open(final SinkContext context) {
        final RecordType<?, ?> given = context.type();
        if (given.layout().fingerprint() != type.layout().fingerprint()) {
            throw new IllegalArgumentException("sink '" + context.name() + "' collects records " + type.name()
                    + ", but is given records " + given.name() + ": "
                    + String.join("; ", type.layout().differences(given.layout())));
        }
        return record -> keep(context.name(), (Flyweight) record);
    }

    private void keep(final String name, final Flyweight record) {
        final F copy = copy(record);
        synchronized (records) {
            if (records.size() == limit) {
                throw new IllegalStateException("sink '" + name + "' has collected " + limit
                        + " records, its limit: raise it, read and clear() in time, or write to a file");
            }
            records.add(copy);
        }
    }

    private F copy(final Flyweight record) {
        final F copy = type.newFlyweight();
        copy.wrap(new UnsafeBuffer(new byte[type.sizeBytes()]), 0);
        copy.copyFrom(record);
        return copy;
    }

    @Serial
    private Object readResolve() {
        return new CollectingSink<>(type, limit);
    }
}
