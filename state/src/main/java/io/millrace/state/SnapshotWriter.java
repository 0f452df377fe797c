package io.millrace.state;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes the format that {@link ArenaSnapshot} describes, out of segments that may be changing meanwhile. */
final class SnapshotWriter {
    private final FrozenSegments segments;
    private final ByteBuffer bytes;
    private final UnsafeBuffer block;
    private final SnapshotSink sink;
    private final CRC32C crc = new CRC32C();
    private final SegmentDigest digest = new SegmentDigest();
    private int filled;

    /** Puts the snapshot together in the given buffer, which holds whole segments. */
    SnapshotWriter(final FrozenSegments segments, final ByteBuffer bytes, final SnapshotSink sink) {
        this.segments = segments;
        this.bytes = bytes;
        this.sink = sink;
        bytes.clear();
        block = new UnsafeBuffer(bytes);
    }

    SnapshotSummary write(final FreezeFrame frame, final Progress progress) {
        writeHeader(frame);
        final BitSet free = writeFreeList(frame);
        writeSegments(frame, free, progress);
        block.putInt(0, (int) crc.getValue());
        sink.write(block, 0, Integer.BYTES);
        return new SnapshotSummary(frame.usedSegments(), frame.freeCount(), frame.snapshotBytes(), digest.value());
    }

    private void writeHeader(final FreezeFrame frame) {
        block.putLong(0, ArenaSnapshot.MAGIC);
        block.putInt(8, ArenaSnapshot.VERSION);
        block.putInt(12, Arena.SEGMENT_BYTES);
        block.putLong(16, frame.segmentCount());
        block.putLong(24, frame.freeCount());
        block.putInt(32, 0);
        final CRC32C ofHeader = new CRC32C();
        ofHeader.update(bytes.limit(ArenaSnapshot.HEADER_CRC));
        bytes.clear();
        block.putInt(ArenaSnapshot.HEADER_CRC, (int) ofHeader.getValue());
        sink.write(block, 0, ArenaSnapshot.HEADER_BYTES);
    }

    private BitSet writeFreeList(final FreezeFrame frame) {
        final BitSet free = new BitSet();
        long segment = frame.freeHead();
        for (long i = 0; i < frame.freeCount(); i++) {
            if (segment <= 0 || segment >= frame.segmentCount() * Arena.SEGMENT_BYTES) {
                throw new StateException("The arena's list of free segments is damaged: after " + i + " of "
                        + frame.freeCount() + " comes " + segment);
            }
            free.set((int) (segment / Arena.SEGMENT_BYTES));
            block.putLong(filled, segment);
            filled += Long.BYTES;
            flushIfFull();
            segment = segments.readLink(segment);
        }
        flush();
        return free;
    }

    private void writeSegments(final FreezeFrame frame, final BitSet free, final Progress progress) {
        segments.pass(0);
        for (long i = 0; i < frame.segmentCount(); i++) {
            final long segment = i * Arena.SEGMENT_BYTES;
            if (!free.get((int) i)) {
                final long offset = block.addressOffset() + filled;
                segments.read(segment, block.byteArray(), offset);
                segments.pass(segment + Arena.SEGMENT_BYTES);
                digest.add(segment, block.byteArray(), offset);
                filled += Arena.SEGMENT_BYTES;
                flushIfFull();
                progress.written();
            }
        }
        flush();
    }

    private void flushIfFull() {
        if (filled == block.capacity()) {
            flush();
        }
    }

    private void flush() {
        if (filled > 0) {
            crc.update(bytes.limit(filled));
            bytes.clear();
            sink.write(block, 0, filled);
            filled = 0;
        }
    }

    /** Is told of every segment that was written, and may throw to end the writing. */
    @FunctionalInterface
    interface Progress {
        /** One more. */
        void written();
    }
}
