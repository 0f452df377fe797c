package io.millrace.state;

import java.util.Arrays;

/**
 * Numbered segments, added and removed at the end. Their refs lie in a chain of directory segments; a copy of the refs
 * on the heap makes finding one cheap.
 *
 * <pre>
 *   root:      0 first directory | 8 last directory | 16 segments | 24 directories
 *   directory: 0 next directory 8 | 511 refs
 * </pre>
 */
final class SegmentList {
    static final int ROOT_BYTES = 32;

    private static final int REFS_PER_DIRECTORY = Arena.SEGMENT_BYTES / Long.BYTES - 1;
    private static final int FIRST = 0;
    private static final int LAST = 8;
    private static final int COUNT = 16;
    private static final int DIRECTORIES = 24;

    private final Arena arena;
    private final long root;
    private long[] segments;
    private long[] directories;

    /** The list whose fields lie at the given root: empty if that is all zeros. */
    SegmentList(final Arena arena, final long root) {
        this.arena = arena;
        this.root = root;
        segments = new long[Math.max(4, size())];
        directories = new long[Math.max(1, (int) field(DIRECTORIES))];
        long directory = field(FIRST);
        for (int i = 0; directory != 0; i++) {
            directories[i] = directory;
            directory = arena.getLong(directory);
        }
        for (int i = 0; i < size(); i++) {
            segments[i] = arena.getLong(place(i));
        }
    }

    int size() {
        return (int) field(COUNT);
    }

    /** The ref of a segment. */
    long get(final int number) {
        return segments[number];
    }

    /** Adds a segment of zeros. Throws {@link StateLimitException}, with nothing lost, if the arena is full. */
    long add() {
        final int number = size();
        if (number == field(DIRECTORIES) * REFS_PER_DIRECTORY) {
            addDirectory();
        }
        final long segment = arena.allocateSegment();
        final long place = place(number);
        arena.beforeWrite(place);
        arena.putLong(place, segment);
        putField(COUNT, number + 1);
        if (number == segments.length) {
            segments = Arrays.copyOf(segments, number * 2);
        }
        segments[number] = segment;
        return segment;
    }

    private void addDirectory() {
        final int number = (int) field(DIRECTORIES);
        final long directory = arena.allocateSegment();
        if (number == 0) {
            putField(FIRST, directory);
        } else {
            arena.beforeWrite(field(LAST));
            arena.putLong(field(LAST), directory);
        }
        putField(LAST, directory);
        putField(DIRECTORIES, number + 1);
        if (number == directories.length) {
            directories = Arrays.copyOf(directories, number * 2);
        }
        directories[number] = directory;
    }

    /** Frees the last segment. */
    void removeLast() {
        final int number = size() - 1;
        arena.freeSegment(segments[number]);
        putField(COUNT, number);
    }

    private long place(final int number) {
        final int directory = number / REFS_PER_DIRECTORY;
        return directories[directory] + Long.BYTES * (1L + number - (long) directory * REFS_PER_DIRECTORY);
    }

    private long field(final int offset) {
        return arena.getLong(root + offset);
    }

    private void putField(final int offset, final long value) {
        arena.beforeWrite(root);
        arena.putLong(root + offset, value);
    }
}
