package io.millrace.engine.csv;

import io.millrace.engine.source.Source;
import io.millrace.engine.source.SourceContext;
import io.millrace.engine.source.SourceFactory;
import io.millrace.record.Flyweight;
import io.millrace.record.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads events from a CSV file (RFC 4180, UTF-8), packed with gzip or not, or from standard input. The first line names
 * the columns, in any order. A field is read from the column with its name in snake case ({@code timeNs} from
 * {@code time_ns}) or the one given by {@link #column}; other columns are ignored. Optional fields may be empty, or
 * have no column.
 *
 * <p>A line that cannot become an event is handed to the reject handler, with the reason; it stops nothing and moves no
 * watermark. So is one with a quote that is never closed, or with a field of more than 1 MiB; reading goes on with the
 * line behind it. Standard input and pipes cannot be read once more: there such a line fails the run, as a gzip file
 * cut short does, after everything before it has been published.
 *
 * <p>Blanks (spaces and tabs) around names of columns, numbers, times, constants and symbols do not belong to them;
 * those around texts do.
 *
 * <p><b>Immutable and thread-safe; the sources it opens are used on one thread.</b>
 *
 * @param <F> the flyweight the events are written through.
 */
public final class CsvSource<F extends Flyweight> implements SourceFactory<F> {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final Settings settings;

    private CsvSource(final String file, final Settings settings) {
        this.file = file;
        this.settings = settings;
    }

    /** What the methods below set. */
    record Settings(Fields fields, TimeText times, TimeLimits limits, Arrival arrival, RejectHandlerFactory rejects)
            implements java.io.Serializable {
        Settings with(final Fields newFields) {
            return new Settings(newFields, times, limits, arrival, rejects);
        }

        Settings with(final TimeText newTimes) {
            return new Settings(fields, newTimes, limits, arrival, rejects);
        }

        Settings with(final TimeLimits newLimits) {
            return new Settings(fields, times, newLimits, arrival, rejects);
        }

        Settings with(final Arrival newArrival) {
            return new Settings(fields, times, limits, newArrival, rejects);
        }

        Settings with(final RejectHandlerFactory newRejects) {
            return new Settings(fields, times, limits, arrival, newRejects);
        }
    }

    /** What is known of single fields, by their names. */
    record Fields(
            LinkedHashMap<String, String> columns,
            LinkedHashMap<String, Long> minima,
            LinkedHashMap<String, Long> constants)
            implements java.io.Serializable {
        Fields() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        /** A copy that can be changed. */
        Fields copy() {
            return new Fields(
                    new LinkedHashMap<>(columns), new LinkedHashMap<>(minima), new LinkedHashMap<>(constants));
        }
    }

    /** The column of arrival times. */
    record Arrival(String column, boolean isRequired) implements java.io.Serializable {}

    /**
     * Reads a file.
     *
     * @param file its path, or {@code -} for standard input.
     * @param <F> the flyweight the events are written through.
     * @return a source whose times are in nanoseconds, without a guard against jumps, that forgets rejected lines.
     */
    public static <F extends Flyweight> CsvSource<F> of(final String file) {
        return new CsvSource<>(
                Objects.requireNonNull(file, "file"),
                new Settings(new Fields(), TimeText.NS, TimeLimits.NONE, null, RejectHandlerFactory.none()));
    }

    /**
     * The same source, with another column for a field.
     *
     * @param field the field's name.
     * @param column the column's name in the file.
     * @return the source.
     */
    public CsvSource<F> column(final String field, final String column) {
        final Fields fields = settings.fields.copy();
        fields.columns.put(field, column);
        return with(settings.with(fields));
    }

    /**
     * The same source, with other columns for some fields.
     *
     * @param columnByField names of columns by the fields' names.
     * @return the source.
     */
    public CsvSource<F> columns(final Map<String, String> columnByField) {
        CsvSource<F> source = this;
        for (final Map.Entry<String, String> entry : columnByField.entrySet()) {
            source = source.column(entry.getKey(), entry.getValue());
        }
        return source;
    }

    /**
     * The same source, rejecting lines in which a number is too small.
     *
     * @param field name of a field with a whole number or a decimal.
     * @param minimum the smallest number accepted, times ten to the power of the field's scale.
     * @return the source.
     */
    public CsvSource<F> atLeast(final String field, final long minimum) {
        final Fields fields = settings.fields.copy();
        fields.minima.put(field, minimum);
        return with(settings.with(fields));
    }

    /**
     * The same source, with a field that has no column in this file but the same value on every line: what tells the
     * files of a {@link MergedCsvSource} apart, and what only the others have.
     *
     * @param field name of a field with a whole number, a decimal, a truth value or an enum.
     * @param value its value: times ten to the power of the field's scale, 1 for true, the ordinal of an enum.
     * @return the source.
     */
    public CsvSource<F> constant(final String field, final long value) {
        final Fields fields = settings.fields.copy();
        fields.constants.put(field, value);
        return with(settings.with(fields));
    }

    /**
     * The same source, with times in another form.
     *
     * @param times how event times and arrival times are written.
     * @return the source.
     */
    public CsvSource<F> times(final TimeText times) {
        return with(settings.with(times));
    }

    /**
     * The same source, with another guard against wrong times: a line whose time, or time of arrival, is further ahead
     * of the largest before it is rejected. The first line is never a jump; 1,000 jumps in a row fail the run.
     *
     * @param maxJumpNs how far, in nanoseconds; 0 for no guard.
     * @return the source.
     */
    public CsvSource<F> maxJump(final long maxJumpNs) {
        if (maxJumpNs < 0) {
            throw new IllegalArgumentException("a jump cannot be negative: " + maxJumpNs);
        }
        return with(settings.with(settings.limits.withMaxJumpNs(maxJumpNs)));
    }

    /**
     * The same source, rejecting times outside of what can be worked with: those whose window does not fit 64 bits,
     * say.
     *
     * @param earliestNs the earliest time accepted, in nanoseconds since the epoch.
     * @param latestNs the latest time accepted.
     * @return the source.
     */
    public CsvSource<F> timesWithin(final long earliestNs, final long latestNs) {
        return with(settings.with(new TimeLimits(settings.limits.maxJumpNs(), earliestNs, latestNs)));
    }

    /**
     * The same source, with ingress times from a column that must be there. A line whose value is empty came with the
     * line before it; the first ones came at their event time.
     *
     * @param column the column's name.
     * @return the source.
     */
    public CsvSource<F> arrival(final String column) {
        return with(settings.with(new Arrival(column, true)));
    }

    /**
     * The same source, with ingress times from a column where the file has it.
     *
     * @param column the column's name.
     * @return the source.
     */
    public CsvSource<F> arrivalIfPresent(final String column) {
        return with(settings.with(new Arrival(column, false)));
    }

    /**
     * The same source, with another place for rejected lines.
     *
     * @param rejects where they go.
     * @return the source.
     */
    public CsvSource<F> rejectTo(final RejectHandlerFactory rejects) {
        return with(settings.with(rejects));
    }

    /**
     * Opens the file and reads its header, to find mistakes before a run starts.
     *
     * @param layout layout of the events.
     * @throws CsvInputException if the file cannot be read, is empty, or lacks a column
     *     ({@link MissingColumnException}).
     * @throws IOException if the file cannot be closed.
     */
    public void check(final Layout layout) throws IOException {
        try (CsvLines lines = CsvLines.open(file)) {
            lines.bind(layout, settings, text -> 0);
        }
    }

    /**
     * Opens the file and reads its header.
     *
     * @throws CsvInputException if the file cannot be read, is empty, or lacks a column
     *     ({@link MissingColumnException}).
     * @throws IOException if the reject handler cannot be opened.
     */
    @Override
    public Source<F> open(final SourceContext context) throws IOException {
        final CsvLines lines = CsvLines.open(file);
        try {
            final RowReader reader = lines.bind(context.type().layout(), settings, context.symbols());
            return new CsvReading<>(lines, reader, rejects());
        } catch (final IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Of a file these are its size and a checksum of its beginning and its end; standard input and pipes have none.
     */
    @Override
    public Optional<String> fingerprint() throws IOException {
        return CsvInput.isRepeatable(file) ? Optional.of(FileFingerprint.of(Path.of(file))) : Optional.empty();
    }

    private CsvSource<F> with(final Settings changed) {
        return new CsvSource<>(file, changed);
    }

    /** The file, opened to be read together with others. */
    CsvHead<F> head(final SourceContext context) throws IOException {
        final CsvLines lines = CsvLines.open(file);
        try {
            @SuppressWarnings("unchecked") // a source writes the flyweights of its type
            final F event = (F) context.type().newFlyweight();
            return new CsvHead<>(lines, lines.bind(context.type().layout(), settings, context.symbols()), event);
        } catch (final IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    /** Opens where rejected lines go. */
    LineRejects rejects() throws IOException {
        return new LineRejects(settings.limits, settings.rejects.open());
    }

    @Override
    public String toString() {
        return "CSV " + file + Collections.unmodifiableMap(settings.fields.columns);
    }
}
