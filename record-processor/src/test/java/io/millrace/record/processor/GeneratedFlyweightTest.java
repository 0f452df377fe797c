package io.millrace.record.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.record.Record;
import io.millrace.record.RecordType;
import io.millrace.record.processor.Everything.Side;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class GeneratedFlyweightTest {
    /** A nested record. */
    @Record
    interface Nested {
        int value();
    }

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2048]);
    private final EverythingFlyweight record = EverythingFlyweight.TYPE.newFlyweight();

    GeneratedFlyweightTest() {
        record.wrap(buffer, 8);
        record.clear();
    }

    @Test
    void shouldReadBackWhatWasWritten() {
        record.timeNs(17)
                .number(-3)
                .small((short) -2)
                .tiny((byte) -1)
                .letter('x')
                .flag(true);
        record.real(1.5)
                .single(-0.25f)
                .side(Side.SELL)
                .price(10125)
                .symbol(3)
                .venue("XNAS")
                .label("zürich");
        record.notional().addProduct(Long.MAX_VALUE, 4);

        final Everything read = record;
        assertEquals(17, read.timeNs());
        assertEquals(-3, read.number());
        assertEquals(-2, read.small());
        assertEquals(-1, read.tiny());
        assertEquals('x', read.letter());
        assertTrue(read.flag());
        assertEquals(1.5, read.real());
        assertEquals(-0.25f, read.single());
        assertSame(Side.SELL, read.side());
        assertFalse(read.isBuy());
        assertEquals(10125, read.price());
        assertEquals(3, read.symbol());
        assertEquals("XNAS", read.venue().toString());
        assertEquals("zürich", read.label().toString());
        assertEquals("36893488147419103228", read.notional().toString());
    }

    @Test
    void shouldPrintItselfForPeople() {
        record.timeNs(17).price(-5).symbol(3).venue("XNAS").letter('x').bid(4);

        assertEquals(
                "Everything{flag=false, timeNs=17, number=0, small=0, tiny=0, letter='x', real=0.0, single=0.0,"
                        + " side=BUY, price=-0.05, symbol=#3, venue=\"XNAS\", label=\"\", notional=0.0000, bid=4,"
                        + " note=absent, total=absent, otherSide=absent}",
                record.toString());
    }

    @Test
    void shouldKnowWhichOptionalFieldsAreThere() {
        assertFalse(record.hasBid());
        record.bid(0).note("n").otherSide(Side.SELL);
        record.total().add(5);
        assertTrue(record.hasBid() && record.hasNote() && record.hasTotal() && record.hasOtherSide());

        record.clearBid().clearNote().clearTotal().clearOtherSide();
        assertFalse(record.hasBid() || record.hasNote() || record.hasTotal() || record.hasOtherSide());
        assertEquals(0, record.note().length());
        for (int i = 0; i < record.sizeBytes(); i++) {
            assertEquals(0, buffer.getByte(8 + i), "byte " + i);
        }
    }

    @Test
    void shouldTruncateOrRejectLongText() {
        assertEquals("äöüä", record.label("äöüäö").label().toString());
        assertThrows(IllegalArgumentException.class, () -> record.venue("12345678"));
    }

    @Test
    void shouldGenerateForNestedInterfaces() {
        final GeneratedFlyweightTest_NestedFlyweight nested = new GeneratedFlyweightTest_NestedFlyweight();
        nested.wrap(buffer, 0);
        assertEquals(5, nested.value(5).value());
        assertEquals("Nested", nested.type().name());
    }

    @Test
    void shouldKeepItsTypeWhenSerialized() throws Exception {
        assertSame(EverythingFlyweight.TYPE, copy(EverythingFlyweight.TYPE));
        final RecordType<Everything, EverythingFlyweight> scaled =
                EverythingFlyweight.TYPE.withScale("price", 5).withScale("notional", 7);
        final RecordType<Everything, EverythingFlyweight> read = copy(scaled);
        assertEquals(scaled.layout(), read.layout());
        read.newFlyweight().wrap(buffer, 0);
    }

    private static <T> T copy(final T original) throws Exception {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            @SuppressWarnings("unchecked")
            final T read = (T) in.readObject();
            return read;
        }
    }
}
