package io.millrace.record;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * A view of one record's bytes inside a buffer. Generated flyweights extend this class with typed getters and setters.
 *
 * <p>A flyweight owns no memory: {@link #wrap} points it at bytes that somebody else owns, and it is valid only for as
 * long as those bytes are. <b>Not thread-safe: one thread wraps and uses a flyweight.</b>
 */
public abstract class Flyweight {
    private final RecordType<?, ?> type;

    /** The buffer that holds the record's bytes; {@code null} until the first {@link #wrap}. */
    protected UnsafeBuffer buffer;

    /** Offset of the record's first byte in {@link #buffer}, in bytes. */
    protected int offset;

    /**
     * Creates a flyweight that is not wrapped yet.
     *
     * @param type the record type whose layout this flyweight reads and writes.
     */
    protected Flyweight(final RecordType<?, ?> type) {
        this.type = type;
    }

    /**
     * Points this flyweight at a record.
     *
     * @param buffer the buffer that holds the record.
     * @param offset offset of the record's first byte, in bytes; a multiple of 8.
     */
    public final void wrap(final UnsafeBuffer buffer, final int offset) {
        // A reference store costs a garbage collector's barrier: skip it where the buffer stays, which is nearly
        // always.
        if (this.buffer != buffer) {
            this.buffer = buffer;
        }
        this.offset = offset;
    }

    /**
     * The record type of this flyweight.
     *
     * @return the type.
     */
    public final RecordType<?, ?> type() {
        return type;
    }

    /**
     * The buffer this flyweight is wrapped around.
     *
     * @return the buffer, or {@code null} before the first {@link #wrap}.
     */
    public final UnsafeBuffer buffer() {
        return buffer;
    }

    /**
     * Offset of the record in {@link #buffer()}.
     *
     * @return the offset in bytes.
     */
    public final int offset() {
        return offset;
    }

    /**
     * Size of the record.
     *
     * @return the size in bytes, padding included; a multiple of 8.
     */
    public final int sizeBytes() {
        return type.sizeBytes();
    }
}
