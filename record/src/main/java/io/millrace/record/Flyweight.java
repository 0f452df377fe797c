package io.millrace.record;

import java.nio.ByteOrder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A view of one record's bytes inside a buffer. Generated flyweights extend this class with typed getters and setters.
 *
 * <p>A flyweight owns no memory: {@link #wrap} points it at bytes that somebody else owns, and it is valid only for as
 * long as those bytes are. <b>Not thread-safe: one thread wraps and uses a flyweight.</b>
 */
public abstract class Flyweight {
    static {
        JvmFlags.check();
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalStateException("Millrace needs a little-endian machine");
        }
    }

    private final RecordType<?, ?> type;
    private FieldViews views;

    /** The buffer that holds the record's bytes; {@code null} until the first {@link #wrap}. */
    protected UnsafeBuffer buffer;

    /** Offset of the record's first byte in {@link #buffer}, in bytes. */
    protected int offset;

    /** For generated code: address of the record's first byte; 0 if it lies in the heap, or before {@link #wrap}. */
    protected long address;

    /**
     * Creates a flyweight that is not wrapped yet.
     *
     * @param type the record type whose layout this flyweight reads and writes.
     */
    protected Flyweight(final RecordType<?, ?> type) {
        this.type = type;
    }

    /**
     * Points this flyweight at a record. The bounds of the buffer are checked here and not when fields are read or
     * written; a buffer that is wrapped around other memory afterwards has to be given to this method again.
     *
     * @param buffer the buffer that holds the record.
     * @param offset offset of the record's first byte, in bytes; a multiple of 8.
     */
    public final void wrap(final UnsafeBuffer buffer, final int offset) {
        if (UnsafeBuffer.SHOULD_BOUNDS_CHECK) {
            buffer.boundsCheck(offset, type.sizeBytes());
        }
        // A reference store costs a garbage collector's barrier: skip it where the buffer stays, which is nearly
        // always.
        if (this.buffer != buffer) {
            this.buffer = buffer;
        }
        this.offset = offset;
        address = buffer.byteArray() == null ? buffer.addressOffset() + offset : 0;
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

    /**
     * Copies another record's bytes into this one.
     *
     * @param other a flyweight over a record of the same layout.
     * @throws IllegalArgumentException if the layouts differ, naming what differs.
     */
    public final void copyFrom(final Flyweight other) {
        if (type != other.type) {
            requireSameLayout(other);
        }
        buffer.putBytes(offset, other.buffer, other.offset, type.sizeBytes());
    }

    /**
     * Sets all bytes to zero: numbers 0, texts empty, optional fields absent. New memory must be cleared before its
     * use.
     */
    public final void clear() {
        buffer.setMemory(offset, type.sizeBytes(), (byte) 0);
    }

    /**
     * Compares this record's bytes with those of another record of the same layout. Records that were cleared before
     * they were written have the same bytes if, and only if, their fields have the same values.
     *
     * @param otherBuffer the buffer that holds the other record.
     * @param otherOffset offset of its first byte.
     * @return true if all bytes are the same.
     */
    public final boolean contentEquals(final UnsafeBuffer otherBuffer, final int otherOffset) {
        final int size = type.sizeBytes();
        for (int i = 0; i < size; i += Long.BYTES) {
            if (buffer.getLong(offset + i) != otherBuffer.getLong(otherOffset + i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * A hash of this record's bytes, the same for records that {@link #contentEquals} finds equal.
     *
     * @return 64 well-mixed bits, the same on every machine and in every run.
     */
    public final long contentHash() {
        return contentHash(buffer, offset, type.sizeBytes());
    }

    /**
     * A hash of a record's bytes; see {@link #contentHash()}.
     *
     * @param buffer the buffer that holds the record.
     * @param offset offset of its first byte.
     * @param sizeBytes its size, a multiple of 8.
     * @return 64 well-mixed bits.
     */
    public static long contentHash(final UnsafeBuffer buffer, final int offset, final int sizeBytes) {
        long hash = sizeBytes;
        for (int i = 0; i < sizeBytes; i += Long.BYTES) {
            hash = ContentHash.step(hash, buffer.getLong(offset + i, ByteOrder.LITTLE_ENDIAN));
        }
        return ContentHash.mix(hash);
    }

    /**
     * Shows all fields to a visitor, in the order in which they were declared. Allocates nothing after the first call.
     *
     * @param visitor is called once per field.
     */
    public final void visit(final FieldVisitor visitor) {
        final List<Field> fields = type.layout().fields();
        for (int i = 0; i < fields.size(); i++) {
            visit(fields.get(i), visitor);
        }
    }

    /**
     * Shows one field to a visitor.
     *
     * @param field a field of this record's layout.
     * @param visitor is called once.
     */
    public final void visit(final Field field, final FieldVisitor visitor) {
        if (!FieldAccess.isPresent(this, field)) {
            visitor.onAbsent(field);
            return;
        }
        switch (field.kind()) {
            case FLOAT64, FLOAT32 -> visitor.onDouble(field, FieldAccess.getDouble(this, field));
            case BOOLEAN -> visitor.onBoolean(field, FieldAccess.getLong(this, field) != 0);
            case CHAR -> visitor.onChar(field, (char) FieldAccess.getLong(this, field));
            case ENUM -> visitor.onEnum(field, (int) FieldAccess.getLong(this, field));
            case ASCII, UTF8 -> visitor.onText(field, FieldAccess.getText(this, field));
            case DECIMAL -> visitor.onDecimal(field, FieldAccess.getLong(this, field));
            case SYMBOL -> visitor.onSymbol(field, (int) FieldAccess.getLong(this, field));
            case INT128 -> visitor.onInt128(field, FieldAccess.int128(this, field));
            default -> visitor.onLong(field, FieldAccess.getLong(this, field));
        }
    }

    /**
     * Writes the record for people to read: {@code Trade{timeNs=17, price=101.25, symbol=#3}}.
     *
     * @param out where to append.
     */
    public final void appendTo(final StringBuilder out) {
        out.append(type.name()).append('{');
        if (buffer == null) {
            out.append("not wrapped");
        } else {
            visit(new RecordPrinter(out));
        }
        out.append('}');
    }

    /** The record for people to read. Allocates. */
    @Override
    public final String toString() {
        final StringBuilder out = new StringBuilder();
        appendTo(out);
        return out.toString();
    }

    /**
     * For generated code: makes the view of an {@link Ascii} field.
     *
     * @param index the field's place in the layout.
     * @return a new view.
     */
    protected final AsciiField asciiField(final int index) {
        return new AsciiField(this, type.layout().fields().get(index));
    }

    /**
     * For generated code: makes the view of a {@link Utf8} field.
     *
     * @param index the field's place in the layout.
     * @return a new view.
     */
    protected final Utf8Field utf8Field(final int index) {
        return new Utf8Field(this, type.layout().fields().get(index));
    }

    /**
     * For generated code: makes the view of a 128-bit field.
     *
     * @param index the field's place in the layout.
     * @return a new view.
     */
    protected final Int128Field int128Field(final int index) {
        return new Int128Field(this, type.layout().fields().get(index));
    }

    /**
     * For generated code: whether an optional field is there.
     *
     * @param presenceByte offset of the byte with the field's presence bit, in the record.
     * @param mask the bit.
     * @return true if the bit is set.
     */
    protected final boolean isPresent(final int presenceByte, final int mask) {
        return (buffer.getByte(offset + presenceByte) & mask) != 0;
    }

    /**
     * For generated code: makes an optional field present.
     *
     * @param presenceByte offset of the byte with the field's presence bit, in the record.
     * @param mask the bit.
     */
    protected final void markPresent(final int presenceByte, final int mask) {
        final int position = offset + presenceByte;
        buffer.putByte(position, (byte) (buffer.getByte(position) | mask));
    }

    /**
     * For generated code: makes an optional field absent, and its bytes zero.
     *
     * @param presenceByte offset of the byte with the field's presence bit, in the record.
     * @param mask the bit.
     * @param fieldOffset offset of the field in the record.
     * @param fieldBytes size of the field.
     */
    protected final void clearOptional(
            final int presenceByte, final int mask, final int fieldOffset, final int fieldBytes) {
        buffer.setMemory(offset + fieldOffset, fieldBytes, (byte) 0);
        clearPresent(presenceByte, mask);
    }

    final void clearPresent(final int presenceByte, final int mask) {
        final int position = offset + presenceByte;
        buffer.putByte(position, (byte) (buffer.getByte(position) & ~mask));
    }

    final FieldViews views() {
        if (views == null) {
            views = new FieldViews(this);
        }
        return views;
    }

    static int presenceByte(final Layout layout, final Field field) {
        return field.isOptional() ? layout.presenceOffset() + field.presenceBit() / 8 : -1;
    }

    static int presenceMask(final Field field) {
        return field.isOptional() ? 1 << field.presenceBit() % 8 : 0;
    }

    private void requireSameLayout(final Flyweight other) {
        final Layout layout = type.layout();
        if (layout.fingerprint() != other.type.layout().fingerprint()) {
            throw new IllegalArgumentException("cannot copy a record " + other.type.name() + " into a record "
                    + type.name() + ": " + String.join("; ", layout.differences(other.type.layout())));
        }
    }
}
