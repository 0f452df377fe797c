package io.millrace.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * One entry per segment: whether a shadow of it was taken in the current freeze, and which. Entries carry the number of
 * their freeze, so that nothing is zeroed between two.
 *
 * <pre>
 *   bits 63..32  number of the freeze
 *   bits 31..0   number of the shadow + 1; 0: the segment was free, nothing of it is needed any more
 * </pre>
 *
 * <p>Grows while no freeze is on; an array that was handed out by {@link #entries} never changes its size. The arena's
 * thread writes entries, with release; the second thread reads them, with acquire.
 */
final class CopyTable {
    private static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(long[].class);
    private static final long FREEZE_MASK = -1L << 32;
    private static final int SEGMENTS_PER_CHUNK = Arena.CHUNK_BYTES / Arena.SEGMENT_BYTES;
    private static final int SEGMENT_SHIFT = Integer.numberOfTrailingZeros(Arena.SEGMENT_BYTES);

    private long[][] chunks = new long[0][];

    /** Makes room for the segments of that many chunks: 128 KiB for each of 64 MiB. */
    void cover(final int chunkCount) {
        final int covered = chunks.length;
        if (covered < chunkCount) {
            final long[][] grown = Arrays.copyOf(chunks, chunkCount);
            for (int i = covered; i < chunkCount; i++) {
                grown[i] = new long[SEGMENTS_PER_CHUNK];
            }
            chunks = grown;
        }
    }

    long[][] entries() {
        return chunks;
    }

    static long tag(final int freeze) {
        return (long) freeze << 32;
    }

    /** Whether the segment has an entry of the freeze. By the thread that writes entries. */
    static boolean isMarked(final long[][] entries, final long segment, final long tag) {
        return (entries[chunk(segment)][place(segment)] & FREEZE_MASK) == tag;
    }

    /** Enters with release: who sees the entry sees the shadow. */
    static void mark(final long[][] entries, final long segment, final long tag, final long shadow) {
        ENTRY.setRelease(entries[chunk(segment)], place(segment), tag | shadow + 1);
    }

    /** Reads with acquire: the number of the shadow, or -1 if none was taken in the freeze. */
    static long shadow(final long[][] entries, final long segment, final long tag) {
        final long entry = (long) ENTRY.getAcquire(entries[chunk(segment)], place(segment));
        return (entry & FREEZE_MASK) == tag ? (entry & ~FREEZE_MASK) - 1 : -1;
    }

    private static int chunk(final long segment) {
        return (int) (segment >>> Arena.CHUNK_SHIFT);
    }

    private static int place(final long segment) {
        return (int) (segment >>> SEGMENT_SHIFT) & SEGMENTS_PER_CHUNK - 1;
    }
}
