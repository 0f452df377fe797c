package io.millrace.engine.slot;

import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes of a slot. Nobody else does arithmetic with these offsets.
 *
 * <pre>
 *   0        1        2                 4                                   8
 *   +--------+--------+-----------------+-----------------------------------+
 *   | kind   | length | source          | id of a symbol                    |
 *   +--------+--------+-----------------+-----------------------------------+
 *   | ingress time, ns of the run's clock                                   |
 *   +-----------------------------------------------------------------------+
 *   | the record; or a mark's value; or the text of a symbol mark,          |
 *   | {@code length} bytes of it                                            |
 *   |  ...                                                                  |
 *   +-----------------------------------------------------------------------+
 * </pre>
 *
 * <p>Little-endian, in memory outside the heap: fields are reached by address, which the compiler can tell apart from
 * fields of objects, so that it need not load those again after every store. A slot holds what a journal needs and no
 * more: its number follows from its place, and what only a measurement asks for lies beside the slots.
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
    public static final int RECORD_OFFSET = 16;

    /** The longest symbol, in bytes. */
    public static final int MAX_SYMBOL_BYTES = 32;

    /** The most sources that slots can tell apart. */
    public static final int MAX_SOURCES = 1 << Short.SIZE;

    private static final int KIND_OFFSET = 0;
    private static final int LENGTH_OFFSET = 1;
    private static final int SOURCE_OFFSET = 2;
    private static final int ID_OFFSET = 4;
    private static final int INGRESS_OFFSET = 8;
    private static final int SOURCE_MASK = MAX_SOURCES - 1;

    private SlotLayout() {}

    /**
     * Size of a slot: a multiple of 8.
     *
     * @param maxRecordBytes size of the largest record it must hold, in bytes.
     * @return the size in bytes.
     */
    public static int slotBytes(final int maxRecordBytes) {
        final int bytes = RECORD_OFFSET + Math.max(maxRecordBytes, MAX_SYMBOL_BYTES);
        return (bytes + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    }

    /**
     * Writes a header.
     *
     * @param slots the slots.
     * @param slot offset of the slot, in bytes.
     * @param kind what the slot holds.
     * @param source number of the source, below {@link #MAX_SOURCES}.
     * @param ingressNs ingress time, in nanoseconds of the run's clock.
     */
    public static void putHeader(
            final UnsafeBuffer slots, final int slot, final byte kind, final int source, final long ingressNs) {
        UnsafeApi.putLong(slots.addressOffset() + slot + KIND_OFFSET, kind & 0xFFL | (long) source << Short.SIZE);
        UnsafeApi.putLong(slots.addressOffset() + slot + INGRESS_OFFSET, ingressNs);
    }

    /**
     * Writes a mark other than that of a symbol.
     *
     * @param slots the slots.
     * @param slot offset of the slot, in bytes.
     * @param kind which mark.
     * @param source number of the source, below {@link #MAX_SOURCES}.
     * @param ingressNs ingress time, in nanoseconds of the run's clock.
     * @param value the mark's value.
     */
    public static void putMark(
            final UnsafeBuffer slots,
            final int slot,
            final byte kind,
            final int source,
            final long ingressNs,
            final long value) {
        putHeader(slots, slot, kind, source, ingressNs);
        zero(slots.addressOffset() + slot + RECORD_OFFSET, MAX_SYMBOL_BYTES);
        UnsafeApi.putLong(slots.addressOffset() + slot + RECORD_OFFSET, value);
    }

    /**
     * Writes the mark of a symbol.
     *
     * @param slots the slots.
     * @param slot offset of the slot, in bytes.
     * @param source number of the source, below {@link #MAX_SOURCES}.
     * @param ingressNs ingress time, in nanoseconds of the run's clock.
     * @param id the symbol's id.
     * @param text its text: ASCII, at most {@link #MAX_SYMBOL_BYTES}.
     */
    public static void putSymbol(
            final UnsafeBuffer slots,
            final int slot,
            final int source,
            final long ingressNs,
            final int id,
            final CharSequence text) {
        putMark(slots, slot, SYMBOL, source, ingressNs, 0);
        UnsafeApi.putInt(slots.addressOffset() + slot + ID_OFFSET, id);
        slots.putByte(slot + LENGTH_OFFSET, (byte) text.length());
        for (int i = 0; i < text.length(); i++) {
            slots.putByte(slot + RECORD_OFFSET + i, (byte) text.charAt(i));
        }
    }

    /**
     * Id of the symbol of a symbol mark.
     *
     * @param slots the slots.
     * @param slot offset of the slot, in bytes.
     * @return the id.
     */
    public static int symbolId(final UnsafeBuffer slots, final int slot) {
        return UnsafeApi.getInt(slots.addressOffset() + slot + ID_OFFSET);
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
     * Counts the slots that have a number: void ones have none.
     *
     * @param slots the slots.
     * @param from offset of the first, in bytes.
     * @param to offset behind the last.
     * @param slotBytes size of a slot, in bytes.
     * @return the count.
     */
    public static int countNumbered(final UnsafeBuffer slots, final int from, final int to, final int slotBytes) {
        final int count = (to - from) / slotBytes;
        final long first = slots.addressOffset() + from + KIND_OFFSET;
        int voids = 0;
        for (int i = 0; i < count; i++) { // without a branch, and of a known step, so that it is unrolled
            voids -= (UnsafeApi.getByte(first + (long) i * slotBytes) & 0xFF) - 1 >> Integer.SIZE - 1;
        }
        return count - voids;
    }

    /**
     * Number of the source that filled the slot.
     *
     * @param slots the slots.
     * @param slot offset of the slot, in bytes.
     * @return the number.
     */
    public static int source(final UnsafeBuffer slots, final int slot) {
        return UnsafeApi.getShort(slots.addressOffset() + slot + SOURCE_OFFSET) & SOURCE_MASK;
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
     * The value of a mark.
     *
     * @param slots the slots.
     * @param slot offset of the slot, in bytes.
     * @return the value.
     */
    public static long value(final UnsafeBuffer slots, final int slot) {
        return recordLong(slots, slot, 0);
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
