package io.millrace.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashSet;
import java.util.List;
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

    @Test
    void shouldSurviveBeingCapturedByASerializedFunction() throws Exception {
        for (long seed = 0; seed < 50; seed++) {
            final Layout layout = new RandomLayouts(seed).next();
            assertEquals(layout, copy(layout), "seed " + seed);
            assertEquals(layout, copy(RecordType.of(layout)).layout(), "seed " + seed);
            for (final Field field : layout.fields()) {
                assertEquals(field, copy(field), "seed " + seed);
            }
        }
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

    @Test
    void shouldShowEachFieldToAVisitorAsItsKind() {
        final Layout layout = Layout.builder("All")
                .int64("a")
                .int32("b")
                .int16("c")
                .int8("d")
                .character("e")
                .bool("f")
                .float64("g")
                .float32("h")
                .enumeration("i", List.of("X", "Y"))
                .ascii("j", 3)
                .utf8("k", 3)
                .decimal("l", 2)
                .symbol("m")
                .int128("n", 1)
                .int64("o")
                .optional()
                .build();
        final DynamicRecord all = RecordType.of(layout).newFlyweight();
        all.wrap(new UnsafeBuffer(new byte[layout.sizeBytes()]), 0);
        int next = 1;
        for (final Field field : layout.fields().subList(0, 6)) {
            all.putLong(field, field.kind() == FieldKind.BOOLEAN ? 1 : field.kind() == FieldKind.CHAR ? 'q' : next++);
        }
        all.putDouble(layout.field("g"), 0.5).putDouble(layout.field("h"), 0.1f).putLong(layout.field("i"), 1);
        all.putText(layout.field("j"), "abc").putText(layout.field("k"), "ü").putLong(layout.field("l"), 150);
        all.putLong(layout.field("m"), 7).int128(layout.field("n")).set(25);
        assertEquals(
                "All{a=1, b=2, c=3, d=4, e='q', f=true, g=0.5, h=0.1, i=Y, j=\"abc\", k=\"ü\", l=1.50, m=#7, n=2.5,"
                        + " o=absent}",
                all.toString());
    }
}
