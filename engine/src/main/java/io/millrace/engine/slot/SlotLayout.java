package io.millrace.engine.slot;

import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes of a slot. Nobody else does arithmetic with these offsets.
 *
 * <pre>
 *   0        1        2                 4                                   8
 *   +--------+--------+-----------------+-----------------------------------+
 *   | kind   | length | (reserved)      | source                            |
 *   +--------+--------+-----------------+-----------------------------------+
 *   | ingress time, ns of the run's clock                                   |
 *   +-----------------------------------------------------------------------+
 *   | sequence                                                              |
 *   +-----------------------------------------------------------------------+
 *   | value: an event's intended time in ns (0: none); a mark's argument    |
 *   +-----------------------------------------------------------------------+
 *   | the record, or the text of a symbol mark, {@code length} bytes of it  |
 *   |  ...                                                                  |
 *   +-----------------------------------------------------------------------+
 * </pre>
 *
 * <p>Little-endian, in memory outside the heap: fields are reached by address, which the compiler can tell apart from
 * fields of objects, so that it need not load those again after every store. Slots are a multiple of 64 bytes, so that
 * none shares a cache line with another.
 */
public final class SlotLayout {
    /** A slot without meaning: claimed and given back. */
    public static final byte VOID = 0;

    /** A record. */
    public static final byte EVENT = 1;

    /** A watermark given by the source; the value is the watermark in nanoseconds. */
    public static final byte WATERMARK = 2;

    /** The source went idle. */
    public static final byte IDLE = 3;

    /** A symbol seen for the first time; the value is its id, the text follows. */
    public static final byte SYMBOL = 4;

    /** The source has ended. */
    public static final byte END = 6;

    /** The source is active again, without an event yet. */
    public static final byte ACTIVE = 7;

    /** Processing time has come to the ingress time, without an event. */
    public static final byte TICK = 8;

    /** What follows comes of the end of input. Between stages only. */
    public static final byte ENDING = 9;

    /** Offset of the record in its slot, in bytes. */
    public static final int RECORD_OFFSET = 32;

    /** The longest symbol, in bytes. */
    public static final int MAX_SYMBOL_BYTES = 32;

    private static final int CACHE_LINE_BYTES = 64;
    private static final int KIND_OFFSET = 0;
    private static final int LENGTH_OFFSET = 1;
    private static final int SOURCE_OFFSET = 4;
    private static final int INGRESS_OFFSET = 8;
    private static final int SEQUENCE_OFFSET = 16;
    private static final int VALUE_OFFSET = 24;

    private SlotLayout() {}

    /**
     * Size of a slot.
     *
     * @param maxRecordBytes size of the largest record it must hold, in bytes.
     * @return the size in bytes.
     */
    public static int slotBytes(final int maxRecordBytes) {
        final int bytes = RECORD_OFFSET + Math.max(maxRecordBytes, MAX_SYMBOL_BYTES);
        return (bytes + CACHE_LINE_BYTES - 1) / CACHE_LINE_BYTES * CACHE_LINE_BYTES;
    }

    /**
     * Writes a header.
     *
     * @param slots the slots.
     * @param slot offset of the slot, in bytes.
     * @param kind what the slot holds.
     * @param source number of the source.
     * @param ingressNs ingress time, in nanoseconds of the run's clock.
     * @param sequence the slot's sequence.
     * @param value the value.
     */
    public static void putHeader(
            final UnsafeBuffer slots,
            final int slot,
            final byte kind,
            final int source,
            final long ingressNs,
            final long sequence,
            final long value) {
        UnsafeApi.putLong(slots.addressOffset() + slot + KIND_OFFSET, (kind & 0xFFL) | (long) source << 32);
        UnsafeApi.putLong(slots.addressOffset() + slot + INGRESS_OFFSET, ingressNs);
        UnsafeApi.putLong(slots.addressOffset() + slot + SEQUENCE_OFFSET, sequence);
        UnsafeApi.putLong(slots.addressOffset() + slot + VALUE_OFFSET, value);
    }

    /**
     * Writes the text of a symbol mark, behind its header.
     *
     * @param slots the slots.
     * @param slot offset of the slot, in bytes.
     * @param text the text: ASCII, at most {@link #MAX_SYMBOL_BYTES}.
     */
    public static void putText(final UnsafeBuffer slots, final int slot, final CharSequence text) {
        slots.putByte(slot + LENGTH_OFFSET, (byte) text.length());
        for (int i = 0; i < text.length(); i++) {
            slots.putByte(slot + RECORD_OFFSET + i, (byte) text.charAt(i));
        }
    }

    /**
     * Text of a symbol mark. Allocates: a new symbol is rare.
     *
     * @param slots the slots.
     * @param slot offset of the slot, in bytes.
     * @return the text.
     */
    public static String text(final UnsafeBuffer slots, final int slot) {
        return slots.getStringWithoutLengthAscii(slot + RECORD_OFFSET, slots.getByte(slot + LENGTH_OFFSET));
    }

    /**
     * What the slot holds.
     *
     * @param slots the slots.
     * @param slot offset of the slot, in bytes.
     * @return the kind.
     */
    public static byte kind(final UnsafeBuffer slots, final int slot) {
        return UnsafeApi.getByte(slots.addressOffset() + slot + KIND_OFFSET);
    }

    /**
     * Number of the source that filled the slot.
     *
     * @param slots the slots.
     * @param slot offset of the slot, in bytes.
     * @return the number.
     */
    public static int source(final UnsafeBuffer slots, final int slot) {
        return UnsafeApi.getInt(slots.addressOffset() + slot + SOURCE_OFFSET);
    }

    /**
     * Ingress time.
     *
     * @param slots the slots.
     * @param slot offset of the slot, in bytes.
     * @return nanoseconds of the run's clock.
     */
    public static long ingressNs(final UnsafeBuffer slots, final int slot) {
        return UnsafeApi.getLong(slots.addressOffset() + slot + INGRESS_OFFSET);
    }

    /**
     * Sequence.
     *
     * @param slots the slots.
     * @param slot offset of the slot, in bytes.
     * @return the sequence.
     */
    public static long sequence(final UnsafeBuffer slots, final int slot) {
        return UnsafeApi.getLong(slots.addressOffset() + slot + SEQUENCE_OFFSET);
    }

    /**
     * An event's intended time, or a mark's argument.
     *
     * @param slots the slots.
     * @param slot offset of the slot, in bytes.
     * @return the value.
     */
    public static long value(final UnsafeBuffer slots, final int slot) {
        return UnsafeApi.getLong(slots.addressOffset() + slot + VALUE_OFFSET);
    }

    /**
     * Zeroes the record of a slot.
     *
     * @param slots the slots.
     * @param slot offset of the slot, in bytes.
     * @param recordBytes size of the record in bytes, a multiple of 8.
     */
    public static void clearRecord(final UnsafeBuffer slots, final int slot, final int recordBytes) {
        zero(slots.addressOffset() + slot + RECORD_OFFSET, recordBytes);
    }

    /**
     * Zeroes a record outside the heap. For a few words this beats a call into the virtual machine.
     *
     * @param address the record's address.
     * @param bytes its size, a multiple of 8.
     */
    public static void zero(final long address, final int bytes) {
        int i = 0;
        for (; i <= bytes - 4 * Long.BYTES; i += 4 * Long.BYTES) {
            UnsafeApi.putLong(address + i, 0L);
            UnsafeApi.putLong(address + i + 8, 0L);
            UnsafeApi.putLong(address + i + 16, 0L);
            UnsafeApi.putLong(address + i + 24, 0L);
        }
        for (; i < bytes; i += Long.BYTES) {
            UnsafeApi.putLong(address + i, 0L);
        }
    }

    /**
     * A long of a slot's record.
     *
     * @param slots the slots.
     * @param slot offset of the slot, in bytes.
     * @param offset offset in the record, in bytes.
     * @return the value.
     */
    public static long recordLong(final UnsafeBuffer slots, final int slot, final int offset) {
        return UnsafeApi.getLong(slots.addressOffset() + slot + RECORD_OFFSET + offset);
    }
}
