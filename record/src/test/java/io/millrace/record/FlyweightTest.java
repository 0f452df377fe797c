package io.millrace.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FlyweightTest {
    private static final Layout LAYOUT = Layout.builder("Trade")
            .int64("timeNs")
            .eventTime()
            .decimal("price", 2)
            .build();

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final DynamicRecord record = RecordType.of(LAYOUT).newFlyweight();

    @Test
    void shouldRefuseToCopyFromAnotherLayoutNamingTheField() {
        final DynamicRecord other = RecordType.of(LAYOUT).withScale("price", 3).newFlyweight();
        record.wrap(buffer, 0);
        other.wrap(buffer, 16);
        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> record.copyFrom(other));
        assertEquals(
                "cannot copy a record Trade into a record Trade: field price is decimal offset 8 size 8 scale 2, not"
                        + " decimal offset 8 size 8 scale 3",
                refused.getMessage());
    }

    @Test
    void shouldCopyBetweenTypesOfOneLayout() {
        final DynamicRecord other =
                RecordType.of(Layout.parse(LAYOUT.describe())).newFlyweight();
        other.wrap(buffer, 16);
        other.putLong(LAYOUT.field("price"), 5);
        record.wrap(buffer, 0);
        record.copyFrom(other);
        assertEquals(5, record.getLong(LAYOUT.field("price")));
        record.clear();
        assertEquals(0, record.getLong(LAYOUT.field("price")));
        assertEquals(5, other.getLong(LAYOUT.field("price")));
    }

    @Test
    void shouldPrintDecimalsAtTheScaleOfItsType() {
        final DynamicRecord scaled = RecordType.of(LAYOUT).withScale("price", 3).newFlyweight();
        assertEquals("Trade{not wrapped}", scaled.toString());
        scaled.wrap(buffer, 0);
        scaled.putLong(scaled.type().layout().field("price"), -12345);
        assertEquals("Trade{timeNs=0, price=-12.345}", scaled.toString());
    }

    @Test
    void shouldHashContentNotPlace() {
        final Set<Long> hashes = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            record.wrap(buffer, i % 2 * 16);
            record.clear();
            record.putLong(LAYOUT.field(i % 3 == 0 ? "price" : "timeNs"), i);
            hashes.add(record.contentHash());
        }
        assertEquals(10_000, hashes.size());
        record.wrap(buffer, 0);
        record.clear();
        final long atFirst = record.contentHash();
        record.wrap(buffer, 40);
        record.clear();
        assertEquals(atFirst, record.contentHash());
        record.putLong(LAYOUT.field("timeNs"), 1);
        assertNotEquals(atFirst, record.contentHash());
        assertFalse(record.contentEquals(buffer, 0));
    }

    @Test
    void shouldRefuseAGeneratedTypeWhoseLayoutChanged() {
        final IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                () -> RecordType.generated(DynamicRecord.class, LAYOUT, 1, DynamicRecord::new));
        assertEquals(
                "the flyweight of record Trade was generated for another layout (an enum's constants or the library"
                        + " changed since): compile io.millrace.record.DynamicRecord again",
                refused.getMessage());
    }
}
