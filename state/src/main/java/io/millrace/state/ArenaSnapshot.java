package io.millrace.state;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes all that an arena holds, and makes an arena of it again: the same refs, the same free lists, so the same
 * behaviour from there on. The arena must not change meanwhile: where it goes on, a {@link FrozenArena} writes the
 * same. Little-endian.
 *
 * <pre>
 *   0  magic               8
 *   8  version             4
 *  12  segment size        4   bytes
 *  16  segments ever used  8
 *  24  free segments       8
 *  32  spare               4
 *  36  CRC32C of the above 4
 *  40  refs of the free segments, the one freed last first, 8 each
 *      the other segments, in the order of their refs
 *      CRC32C of all after the header 4
 * </pre>
 */
public final class ArenaSnapshot {
    /** Version of the format that is written. */
    public static final int VERSION = 1;

    static final long MAGIC = 0x31504E53524C4DL; // "MLRSNP1"
    private static final int OLDEST_VERSION = 1;
    static final int HEADER_BYTES = 40;
    static final int HEADER_CRC = 36;

    private ArenaSnapshot() {}

    /**
     * How many bytes a snapshot of the arena has now.
     *
     * @param arena the arena.
     * @return bytes.
     */
    public static long sizeBytes(final Arena arena) {
        return FreezeFrame.of(arena.header()).snapshotBytes();
    }

    /**
     * Writes a snapshot.
     *
     * @param arena what to write; it is not changed.
     * @param sink where to.
     * @return what was written.
     */
    public static SnapshotSummary write(final Arena arena, final SnapshotSink sink) {
        final FrozenSegments segments = new FrozenSegments(arena.addresses(), null);
        final ByteBuffer block = ByteBuffer.allocate(Arena.SEGMENT_BYTES);
        return new SnapshotWriter(segments, block, sink).write(FreezeFrame.of(arena.header()), () -> {});
    }

    /**
     * The digest of an arena as it is: what a snapshot of it, taken now, would have.
     *
     * @param arena the arena; it is not changed.
     * @return the digest.
     */
    public static long digest(final Arena arena) {
        return write(arena, (buffer, offset, length) -> {}).digest();
    }

    private static int crcOf(final UnsafeBuffer block, final int length) {
        final CRC32C crc = new CRC32C();
        crc.update(block.byteArray(), 0, length);
        return (int) crc.getValue();
    }

    /**
     * A snapshot in an array: for tests and small states.
     *
     * @param arena what to write.
     * @return the bytes.
     * @throws StateException if they are more than fit into an array.
     */
    public static byte[] toBytes(final Arena arena) {
        final long size = sizeBytes(arena);
        if (size > Integer.MAX_VALUE - 8) {
            throw new StateException("A snapshot of " + size + " bytes does not fit into an array: write it to a sink");
        }
        final UnsafeBuffer target = new UnsafeBuffer(new byte[(int) size]);
        final int[] position = {0};
        write(arena, (buffer, offset, length) -> {
            target.putBytes(position[0], buffer, offset, length);
            position[0] += length;
        });
        return target.byteArray();
    }

    /**
     * Makes an arena of a snapshot. States re-attach to it by opening them with the ids they had.
     *
     * @param bytes what {@link #toBytes} gave.
     * @param limitBytes the limit of the new arena; it may differ from what it was.
     * @return the arena, which the caller closes.
     * @throws SnapshotException if the snapshot is damaged or of another version.
     * @throws StateLimitException if the limit is too small for it.
     */
    public static Arena fromBytes(final byte[] bytes, final long limitBytes) {
        final UnsafeBuffer source = new UnsafeBuffer(bytes);
        final int[] position = {0};
        return read(
                (buffer, offset, length) -> {
                    final int available = Math.min(length, bytes.length - position[0]);
                    buffer.putBytes(offset, source, position[0], available);
                    position[0] += available;
                    return available;
                },
                limitBytes);
    }

    /**
     * Makes an arena of a snapshot. States re-attach to it by opening them with the ids they had.
     *
     * @param source gives what {@link #write} wrote.
     * @param limitBytes the limit of the new arena; it may differ from what it was.
     * @return the arena, which the caller closes.
     * @throws SnapshotException if the snapshot is damaged or of another version.
     * @throws StateLimitException if the limit is too small for it.
     */
    public static Arena read(final SnapshotSource source, final long limitBytes) {
        return new Arena(limitBytes, new Reader(source));
    }

    /** Reads and checks the header when made, and the rest when the arena asks for it. */
    private static final class Reader implements Arena.Loader {
        private final SnapshotSource source;
        private final UnsafeBuffer block = new UnsafeBuffer(new byte[Arena.SEGMENT_BYTES]);
        private final CRC32C crc = new CRC32C();
        private final long segmentCount;
        private final long freeCount;

        Reader(final SnapshotSource source) {
            this.source = source;
            fill(HEADER_BYTES);
            check(block.getLong(0) == MAGIC, "it does not start like one");
            checkVersion(block.getInt(8));
            check(block.getInt(HEADER_CRC) == crcOf(block, HEADER_CRC), "the checksum of its header is wrong");
            check(block.getInt(12) == Arena.SEGMENT_BYTES, "its segments have another size");
            segmentCount = block.getLong(16);
            freeCount = block.getLong(24);
        }

        private static void checkVersion(final int version) {
            if (version > VERSION) {
                throw new SnapshotException.TooNew(
                        "The snapshot has version " + version + ", this Millrace reads up to " + VERSION
                                + ": restore it with the Millrace that wrote it, or a newer one");
            }
            if (version < OLDEST_VERSION) {
                throw new SnapshotException.TooOld("The snapshot has version " + version + ", this Millrace reads from "
                        + OLDEST_VERSION + ": restore it with the Millrace that wrote it");
            }
        }

        @Override
        public long segmentCount() {
            return segmentCount;
        }

        @Override
        public void load(final Arena arena) {
            final BitSet free = new BitSet();
            long previous = 0;
            for (long i = 0; i < freeCount; i++) {
                fill(Long.BYTES);
                crc.update(block.byteArray(), 0, Long.BYTES);
                final long segment = block.getLong(0);
                final boolean known = segment > 0 && segment < segmentCount * Arena.SEGMENT_BYTES;
                check(known && segment % Arena.SEGMENT_BYTES == 0, "a free segment is none of its segments");
                free.set((int) (segment / Arena.SEGMENT_BYTES));
                if (previous != 0) {
                    arena.putLong(previous, segment);
                }
                arena.putLong(segment, 0);
                previous = segment;
            }
            for (int i = 0; i < segmentCount; i++) {
                if (!free.get(i)) {
                    loadSegment(arena, (long) i * Arena.SEGMENT_BYTES);
                }
            }
            fill(Integer.BYTES);
            check(block.getInt(0) == (int) crc.getValue(), "its checksum is wrong");
        }

        private void loadSegment(final Arena arena, final long segment) {
            fill(Arena.SEGMENT_BYTES);
            crc.update(block.byteArray(), 0, Arena.SEGMENT_BYTES);
            arena.buffer(segment).putBytes(arena.offset(segment), block, 0, Arena.SEGMENT_BYTES);
        }

        private void fill(final int length) {
            int done = 0;
            while (done < length) {
                final int read = source.read(block, done, length - done);
                check(read > 0, "it is cut short");
                done += read;
            }
        }

        private static void check(final boolean condition, final String why) {
            if (!condition) {
                throw new SnapshotException.Corrupt(
                        "The bytes are not a whole snapshot: " + why + ". Use an older snapshot");
            }
        }
    }
}
