package io.millrace.journal.queue;

/** A place in a run, in one long that threads can hand over at once: the file's cycle above, the offset in it below. */
final class FilePoint {
    private static final int CYCLE_SHIFT = 32;

    private FilePoint() {}

    static long of(final int cycle, final int offset) {
        return (long) cycle << CYCLE_SHIFT | offset;
    }

    static int cycle(final long point) {
        return (int) (point >>> CYCLE_SHIFT);
    }

    static int offset(final long point) {
        return (int) point;
    }
}
