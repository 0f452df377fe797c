package io.millrace.journal.queue;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * A file of the journal: the cycle-th of a run.
 *
 * @param run the run's number, from 1.
 * @param cycle the number of the file in it, from 0.
 * @param path where it is.
 */
record RollFile(int run, int cycle, Path path) implements Comparable<RollFile> {
    private static final Comparator<RollFile> ORDER =
            Comparator.comparingInt(RollFile::run).thenComparingInt(RollFile::cycle);

    @Override
    public int compareTo(final RollFile other) {
        return ORDER.compare(this, other);
    }

    /** Whether this comes right after another file of the same run. */
    boolean follows(final RollFile other) {
        return run == other.run && cycle == other.cycle + 1;
    }
}
