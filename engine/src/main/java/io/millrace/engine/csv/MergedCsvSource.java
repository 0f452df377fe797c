package io.millrace.engine.csv;

import io.millrace.engine.source.Source;
import io.millrace.engine.source.SourceContext;
import io.millrace.engine.source.SourceFactory;
import io.millrace.record.Flyweight;
import io.millrace.record.Layout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads several CSV files as one source with one watermark: in the order of arrival where all of them tell when their
 * events arrived, else in the order of event times; of equals, those of the file named first come first. Each file is
 * read from its first line to its last: one that is out of order by itself stays so.
 *
 * <p>Where rejected lines go and which times are accepted is as the first file says, for all. A jump in time is one
 * beyond the largest of all files. A line that jumps in the order of merging would hold back those behind it, so it is
 * rejected when it becomes the first of its file; one whose event time jumps while arrivals are merged, at its turn.
 *
 * <p>Ingress times are taken from the files where all have them.
 *
 * <p><b>Immutable and thread-safe; the sources it opens are used on one thread.</b>
 *
 * @param <F> the flyweight the events are written through.
 */
public final class MergedCsvSource<F extends Flyweight> implements SourceFactory<F> {
    private static final long serialVersionUID = 1L;

    private final ArrayList<CsvSource<F>> files;

    private MergedCsvSource(final ArrayList<CsvSource<F>> files) {
        this.files = files;
    }

    /**
     * Reads files together.
     *
     * @param files the files; one at least. {@link CsvSource#constant} gives a field to those that lack it.
     * @param <F> the flyweight the events are written through.
     * @return the source.
     * @throws IllegalArgumentException if there is no file.
     */
    public static <F extends Flyweight> MergedCsvSource<F> of(final List<CsvSource<F>> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("there is no file to read");
        }
        return new MergedCsvSource<>(new ArrayList<>(files));
    }

    /**
     * Opens the files and reads their headers, to find mistakes before a run starts.
     *
     * @param layout layout of the events.
     * @throws CsvInputException if a file cannot be read, is empty, or lacks a column ({@link MissingColumnException}).
     * @throws IOException if a file cannot be closed.
     */
    public void check(final Layout layout) throws IOException {
        for (final CsvSource<F> file : files) {
            file.check(layout);
        }
    }

    /**
     * Opens the files and reads their headers.
     *
     * @throws CsvInputException if a file cannot be read, is empty, or lacks a column ({@link MissingColumnException}).
     * @throws IOException if the reject handler cannot be opened.
     */
    @Override
    public Source<F> open(final SourceContext context) throws IOException {
        final List<CsvHead<F>> heads = new ArrayList<>();
        try {
            for (final CsvSource<F> file : files) {
                heads.add(file.head(context));
            }
            return new MergedReading<>(heads, files.get(0).rejects());
        } catch (final IOException | RuntimeException e) {
            MergedReading.closeAll(heads);
            throw e;
        }
    }

    @Override
    public Optional<String> fingerprint() throws IOException {
        final List<String> all = new ArrayList<>();
        for (final CsvSource<F> file : files) {
            final Optional<String> one = file.fingerprint();
            if (one.isEmpty()) {
                return one;
            }
            all.add(one.get());
        }
        return Optional.of(String.join(", ", all));
    }

    @Override
    public String toString() {
        return "merged " + files;
    }
}
