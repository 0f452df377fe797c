package io.millrace.engine.csv;

import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import io.millrace.record.Flyweight;
import java.io.IOException;
import java.util.List;

/** Several CSV files being read as one. */
final class MergedReading<F extends Flyweight> implements Source<F> {
    /** A poll that meets rejects only comes to an end, too. */
    private static final int LINES_PER_EVENT = 4;

    private final List<CsvHead<F>> heads;
    private final LineRejects rejects;
    private final boolean byArrival;
    private long linesLeft;
    private int published;
    private CsvInputException failure;

    MergedReading(final List<CsvHead<F>> heads, final LineRejects rejects) {
        this.heads = heads;
        this.rejects = rejects;
        this.byArrival = heads.stream().allMatch(CsvHead::hasArrival);
    }

    /** A failure waits for the next poll when this one has published something: that counts, too. */
    @Override
    public int poll(final Publisher<F> out, final int limit) throws IOException {
        if (failure != null) {
            throw failure;
        }
        published = 0;
        linesLeft = (long) limit * LINES_PER_EVENT;
        try {
            return merge(out, limit);
        } catch (final CsvInputException e) {
            if (published == 0) {
                throw e;
            }
            failure = e;
            return published;
        }
    }

    private int merge(final Publisher<F> out, final int limit) throws IOException {
        while (published < limit && isReady()) {
            final CsvHead<F> next = next();
            if (next == null) {
                return published > 0 ? published : END_OF_INPUT;
            }
            if (next.publish(out, byArrival, rejects)) {
                published++;
            }
        }
        return published;
    }

    /**
     * Whether every file has an event or has ended. By time, one that is far ahead would hold the rest of its file
     * back: there it is rejected before its turn.
     */
    private boolean isReady() throws IOException {
        for (int i = 0; i < heads.size(); i++) {
            final CsvHead<F> head = heads.get(i);
            if (head.isThere()) {
                head.isJump(byArrival, rejects);
            }
            while (!head.isThere() && !head.isEnded()) {
                if (linesLeft <= 0 || head.mayWait()) {
                    return false;
                }
                linesLeft--;
                head.readOn(rejects);
                if (head.isThere()) {
                    head.isJump(byArrival, rejects);
                }
            }
        }
        return true;
    }

    /** The event that is first; of equals, that of the file named first. */
    private CsvHead<F> next() {
        CsvHead<F> first = null;
        for (int i = 0; i < heads.size(); i++) {
            final CsvHead<F> head = heads.get(i);
            if (head.isThere() && (first == null || place(head) < place(first))) {
                first = head;
            }
        }
        return first;
    }

    private long place(final CsvHead<F> head) {
        return byArrival ? head.arrivalNs() : head.timeNs();
    }

    @Override
    public boolean hasOwnIngressTimes() {
        return byArrival;
    }

    @Override
    public long rejected() {
        return rejects.count();
    }

    @Override
    public void close() throws IOException {
        try (rejects) {
            closeAll(heads);
        }
    }

    /** Closes files; the first failure is told when all have been tried. */
    static void closeAll(final List<? extends CsvHead<?>> heads) throws IOException {
        IOException failure = null;
        for (final CsvHead<?> head : heads) {
            try {
                head.close();
            } catch (final IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
