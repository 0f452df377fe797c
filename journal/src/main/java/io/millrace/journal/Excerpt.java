package io.millrace.journal;

import io.millrace.journal.format.ExcerptLayout;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A view of one excerpt where it lies. A reader has one and moves it; what it shows holds until the reader's next call.
 *
 * <p>Not thread-safe: it belongs to the thread of its reader. It allocates nothing.
 */
public final class Excerpt {
    private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
    private int offset;

    /** Makes a view of nothing. */
    public Excerpt() {}

    /**
     * Moves the view.
     *
     * @param buffer what holds the excerpt.
     * @param theOffset where it starts.
     * @return this.
     */
    public Excerpt wrap(final DirectBuffer buffer, final int theOffset) {
        bytes.wrap(buffer);
        offset = theOffset;
        return this;
    }

    /**
     * What the excerpt is.
     *
     * @return one of {@link ExcerptKind}, or a kind of the engine's.
     */
    public int kind() {
        return ExcerptLayout.kind(bytes, offset);
    }

    /**
     * The epoch it was written in.
     *
     * @return the number that {@link JournalWriter#beginEpoch} gave, or 0 before the first.
     */
    public int epoch() {
        return ExcerptLayout.epoch(bytes, offset);
    }

    /**
     * The number of the excerpt.
     *
     * @return counted from 0 over the journal's whole life, excerpts without slots too.
     */
    public long ordinal() {
        return ExcerptLayout.ordinal(bytes, offset);
    }

    /**
     * The position of its first slot; of an excerpt without slots, the position of the slot that comes next.
     *
     * @return the position.
     */
    public long firstPosition() {
        return ExcerptLayout.firstPosition(bytes, offset);
    }

    /**
     * How many slots it holds.
     *
     * @return the count, 0 where it holds none.
     */
    public int count() {
        return ExcerptLayout.count(bytes, offset);
    }

    /**
     * The position after its last slot.
     *
     * @return {@code firstPosition() + count()}.
     */
    public long endPosition() {
        return firstPosition() + count();
    }

    /**
     * What holds the payload.
     *
     * @return the buffer, to be read only, from {@link #payloadOffset()} on.
     */
    public DirectBuffer payload() {
        return bytes;
    }

    /**
     * Where the payload starts.
     *
     * @return the offset in {@link #payload()}.
     */
    public int payloadOffset() {
        return offset + ExcerptLayout.HEADER_LENGTH;
    }

    /**
     * How long the payload is.
     *
     * @return bytes.
     */
    public int payloadLength() {
        return ExcerptLayout.payloadLength(bytes, offset);
    }

    /**
     * What holds the trailer.
     *
     * @return the buffer, to be read only, from {@link #trailerOffset()} on.
     */
    public DirectBuffer trailer() {
        return bytes;
    }

    /**
     * Where the trailer starts.
     *
     * @return the offset in {@link #trailer()}.
     */
    public int trailerOffset() {
        return payloadOffset() + payloadLength();
    }

    /**
     * How long the trailer is.
     *
     * @return bytes, 0 where there is none.
     */
    public int trailerLength() {
        return ExcerptLayout.trailerLength(bytes, offset);
    }

    @Override
    public String toString() {
        return "excerpt " + ordinal() + ", kind " + kind() + ", epoch " + epoch() + ", positions " + firstPosition()
                + " to " + endPosition() + ", " + payloadLength() + " + " + trailerLength() + " bytes";
    }
}
