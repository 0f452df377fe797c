package io.millrace.journal.queue;

import io.millrace.journal.JournalException;
import io.millrace.journal.folder.PrivateFiles;
import io.millrace.journal.format.Checksum;
import io.millrace.journal.format.ExcerptLayout;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A roll file mapped for reading, and a place in it that moves from excerpt to excerpt.
 *
 * <p>Chronicle puts four bytes before everything it stores: 0 where nothing is, a length with two flags where something
 * is (30: it is an index page of Chronicle's own; 31: it is not complete), both flags without a length at the end of
 * the file. They are only hints here. What counts is whether the bytes behind them are a whole excerpt, and pages are
 * jumped over by looking for the excerpt that must come next.
 */
final class RollView implements AutoCloseable {
    /** The place is at a whole excerpt. */
    static final int FOUND = 1;
    /** Nothing is written there. */
    static final int NOTHING = 2;
    /** Something is being written there, or was when the writer died. */
    static final int PENDING = 3;
    /** The file ends there, and another follows. */
    static final int ENDED = 4;
    /** Something was written there, and it is no excerpt. */
    static final int BAD = 5;

    /** Any ordinal will do: the first excerpt of a file. */
    static final long ANY = -1;

    /** What Chronicle puts before each document. */
    static final int PREFIX_LENGTH = 4;
    /** How far an excerpt can be behind its place: more than an index page takes. */
    static final int SEARCH_LENGTH = 16 << 10;

    /** The mark of the end, and the word EOF behind it. */
    private static final int END_LENGTH = 8;

    private static final int META_DATA = 1 << 30;
    private static final int NOT_COMPLETE = 1 << 31;
    private static final int END_OF_FILE = META_DATA | NOT_COMPLETE;

    private final RollFile file;
    private final MappedByteBuffer mapped;
    private final UnsafeBuffer buffer;
    private final int limit;
    private final Checksum checksum = new Checksum();
    private int offset;
    private int excerptOffset;
    private int excerptLength;
    private int lastStatus;
    private long remarks;

    RollView(final RollFile file) {
        this.file = file;
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            limit = (int) Math.min(channel.size() & ~3L, Integer.MAX_VALUE - 7);
            mapped = limit == 0 ? null : channel.map(FileChannel.MapMode.READ_ONLY, 0, limit);
            buffer = mapped == null ? new UnsafeBuffer(0, 0) : new UnsafeBuffer(mapped);
        } catch (final IOException e) {
            throw new JournalException(file.path() + " cannot be read: " + PrivateFiles.reason(e), e);
        }
    }

    RollFile file() {
        return file;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int limit() {
        return limit;
    }

    /** Where the next document starts, or should. */
    int offset() {
        return offset;
    }

    /** Where the excerpt starts that was found. */
    int excerptOffset() {
        return excerptOffset;
    }

    /** What {@link ExcerptLayout#check} said of the place where no excerpt was found. */
    int lastStatus() {
        return lastStatus;
    }

    /** How many times Chronicle's bytes before an excerpt were not as it writes them. */
    long remarks() {
        return remarks;
    }

    /** Goes back to the start of the file. */
    void rewind() {
        offset = 0;
    }

    /**
     * Looks for the next excerpt, and stays where it is.
     *
     * @param expectedOrdinal the excerpt that must come next, or {@link #ANY} at the start of a file.
     * @return what is there. An excerpt that is found may have another ordinal: the caller compares.
     */
    int seek(final long expectedOrdinal) {
        if (limit - offset < PREFIX_LENGTH) {
            return NOTHING;
        }
        final int prefix = buffer.getIntVolatile(offset);
        final int length = ExcerptLayout.check(buffer, offset + PREFIX_LENGTH, limit, checksum);
        lastStatus = length;
        if (length > 0) {
            excerptOffset = offset + PREFIX_LENGTH;
            excerptLength = length;
            if (prefix != length) {
                remarks++;
            }
            return FOUND;
        }
        if (prefix == 0) {
            return NOTHING;
        }
        if (searchNear(expectedOrdinal)) {
            return FOUND;
        }
        if (prefix == END_OF_FILE) {
            return ENDED;
        }
        if ((prefix & NOT_COMPLETE) != 0) {
            return PENDING;
        }
        return (prefix & META_DATA) != 0 ? NOTHING : BAD;
    }

    /** Goes past the excerpt that was found. */
    void advance() {
        offset = excerptOffset + excerptLength;
    }

    /** Puts the place at an offset: behind an excerpt that is known to end there. */
    void moveTo(final int theOffset) {
        offset = theOffset;
    }

    private boolean searchNear(final long expectedOrdinal) {
        final int end = Math.min(limit, offset + SEARCH_LENGTH);
        return search(offset + PREFIX_LENGTH, end, expectedOrdinal, expectedOrdinal);
    }

    /**
     * Looks for a whole excerpt anywhere behind the place, and stays where it is.
     *
     * @param leastOrdinal the least ordinal that counts.
     * @return whether there is one.
     */
    boolean searchBehind(final long leastOrdinal) {
        return search(offset, limit, leastOrdinal, Long.MAX_VALUE);
    }

    private boolean search(final int from, final int to, final long least, final long most) {
        int at = from;
        while (at <= to - ExcerptLayout.HEADER_LENGTH) {
            if (buffer.getInt(at, ByteOrder.LITTLE_ENDIAN) == ExcerptLayout.MAGIC) {
                final int length = ExcerptLayout.check(buffer, at, limit, checksum);
                final long ordinal = ExcerptLayout.ordinal(buffer, at);
                if (length > 0 && (least == ANY || ordinal >= least && ordinal <= most)) {
                    excerptOffset = at;
                    excerptLength = length;
                    return true;
                }
            }
            at += Integer.BYTES;
        }
        return false;
    }

    /** How many bytes from an offset on, up to the last that is not 0. */
    int writtenBytesFrom(final int from) {
        int end = limit;
        while (end >= from + Long.BYTES && buffer.getLong(end - Long.BYTES) == 0) {
            end -= Long.BYTES;
        }
        while (end > from && buffer.getByte(end - 1) == 0) {
            end--;
        }
        return end - from;
    }

    /**
     * Jumps over the index pages that start at an offset, as far as they can be believed, and over the mark of the end.
     */
    int endOfPages(final int from) {
        int at = from;
        while (limit - at >= PREFIX_LENGTH) {
            final int prefix = buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            final int length = prefix & ~END_OF_FILE;
            if ((prefix & END_OF_FILE) != META_DATA || length > limit - at - PREFIX_LENGTH) {
                return prefix == END_OF_FILE ? Math.min(limit, at + END_LENGTH) : at;
            }
            at += PREFIX_LENGTH + (length + 3 & ~3);
        }
        return at;
    }

    @Override
    public void close() {
        buffer.wrap(0, 0);
        BufferUtil.free(mapped);
    }
}
