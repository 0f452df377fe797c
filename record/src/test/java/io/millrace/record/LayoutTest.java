package io.millrace.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private enum Side {
        BUY,
        SELL
    }

    private static LayoutBuilder trade() {
        return Layout.builder("Trade")
                .enumeration("side", Side.class)
                .int64("timeNs")
                .eventTime()
                .symbol("symbol")
                .decimal("price", 4)
                .ascii("venue", 5)
                .optional()
                .int16("lots");
    }

    @Test
    void shouldPlaceFieldsByFallingAlignmentAndListThemAsDeclared() {
        final Layout layout = trade().build();

        assertEquals(
                List.of("side", "timeNs", "symbol", "price", "venue", "lots"),
                layout.fields().stream().map(Field::name).toList());
        assertEquals(0, layout.field("timeNs").offset());
        assertEquals(8, layout.field("price").offset());
        assertEquals(16, layout.field("symbol").offset());
        assertEquals(20, layout.field("lots").offset());
        assertEquals(22, layout.field("side").offset());
        assertEquals(23, layout.field("venue").offset());
        assertEquals(29, layout.presenceOffset());
        assertEquals(32, layout.sizeBytes());
        assertEquals(0, layout.eventTimeOffset());
        assertEquals(0, layout.field("venue").presenceBit());
        assertEquals(-1, layout.field("side").presenceBit());
    }

    @Test
    void shouldDescribeItselfInTextThatStaysReadableForEver() {
        final String description = String.join(
                "\n",
                "millrace-layout 1",
                "record Trade size 32 presence 29",
                "field side enum offset 22 size 1 constants BUY,SELL",
                "field timeNs int64 offset 0 size 8 event-time",
                "field symbol symbol offset 16 size 4",
                "field price decimal offset 8 size 8 scale 4",
                "field venue ascii offset 23 size 6 length 5 presence 0",
                "field lots int16 offset 20 size 2",
                "fingerprint ad66ade1e7e2cb8c",
                "");

        assertEquals(description, trade().build().describe());
        assertEquals(trade().build(), Layout.parse(description));
    }

    @Test
    void shouldReadBackTheDescriptionOfAnyLayout() {
        for (long seed = 0; seed < 500; seed++) {
            final Layout layout = new RandomLayouts(seed).next();
            final Layout parsed = Layout.parse(layout.describe());
            assertEquals(layout, parsed, "seed " + seed);
            assertEquals(layout.describe(), parsed.describe(), "seed " + seed);
            assertEquals(layout.fingerprint(), parsed.fingerprint(), "seed " + seed);
        }
    }

    @Test
    void shouldKeepFieldsAlignedAndApartInAnyLayout() {
        for (long seed = 0; seed < 500; seed++) {
            final Layout layout = new RandomLayouts(seed).next();
            final List<int[]> ranges = new ArrayList<>();
            for (final Field field : layout.fields()) {
                ranges.add(new int[] {field.offset(), field.offset() + field.sizeBytes()});
                assertEquals(0, field.offset() % field.spec().alignment(), "seed " + seed + ", " + field);
            }
            Collections.sort(ranges, (a, b) -> a[0] - b[0]);
            for (int i = 1; i < ranges.size(); i++) {
                assertTrue(ranges.get(i - 1)[1] <= ranges.get(i)[0], "seed " + seed);
            }
            final int fieldsEnd = ranges.get(ranges.size() - 1)[1];
            assertTrue(Math.max(fieldsEnd, layout.presenceOffset() + 1) <= layout.sizeBytes(), "seed " + seed);
            assertEquals(0, layout.sizeBytes() % 8, "seed " + seed);
        }
    }

    @Test
    void shouldTellADamagedDescriptionFromALaterOne() {
        final String good = trade().build().describe();
        assertThrows(LayoutVersionException.class, () -> Layout.parse(good.replace("layout 1", "layout 2")));
        final List<UnaryOperator<String>> damages = List.of(
                text -> "",
                text -> "hello",
                text -> text.replace("layout 1", "layout 0"),
                text -> text.replace("layout 1", "layout x"),
                text -> text.substring(0, text.length() / 2),
                text -> text.substring(0, text.length() - 1),
                text -> text.replace("size 32", "size 31"),
                text -> text.replace("size 32", "size 24"),
                text -> text.replace("size 32", "size 40"),
                text -> text.replace("presence 29", "presence 28"),
                text -> text.replace(" presence 29", ""),
                text -> text.replace("presence 0", "presence 1"),
                text -> text.replace("offset 8", "offset 0"),
                text -> text.replace("offset 8", "offset 4"),
                text -> text.replace("offset 8", "offset -8"),
                text -> text.replace("scale 4", "scale 5"),
                text -> text.replace("scale 4", "scale 44"),
                text -> text.replace("scale 4", "scale"),
                text -> text.replace("scale 4", "scale 4 colour 7"),
                text -> text.replace("length 5", "length 0"),
                text -> text.replace("BUY,SELL", "BUY"),
                text -> text.replace("lots int16", "lots int17"),
                text -> text.replace("lots int16", "9lots int16"),
                text -> text.replace("field lots", "field side"),
                text -> text.replace("fingerprint a", "fingerprint b"));
        for (int i = 0; i < damages.size(); i++) {
            final String damaged = damages.get(i).apply(good);
            assertThrows(LayoutFormatException.class, () -> Layout.parse(damaged), "damage " + i + ": " + damaged);
        }
    }

    @Test
    void shouldRefuseAnyDamageWithAClearError() {
        for (long seed = 0; seed < 3_000; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final Layout layout = new RandomLayouts(seed).next();
            final StringBuilder damaged = new StringBuilder(layout.describe());
            for (int i = random.nextInt(3); i >= 0; i--) {
                final int at = random.nextInt(damaged.length());
                if (random.nextInt(3) == 0) {
                    damaged.deleteCharAt(at);
                } else {
                    damaged.setCharAt(at, "0123456789 -,\nax".charAt(random.nextInt(16)));
                }
            }
            try {
                assertEquals(layout, Layout.parse(damaged.toString()), "seed " + seed);
            } catch (final LayoutFormatException | LayoutVersionException e) {
                assertTrue(e.getMessage().contains("layout"), "seed " + seed + ": " + e.getMessage());
            }
        }
    }

    @Test
    void shouldChangeItsFingerprintWithWhateverChangesTheMeaningOfABit() {
        final Layout layout = trade().build();
        final List<Layout> others = List.of(
                trade().int8("more").build(),
                layout.withScale("price", 2),
                Layout.builder("Trade").int64("a").build(),
                Layout.builder("Trade").int64("b").build(),
                Layout.builder("Other").int64("b").build(),
                Layout.builder("Other").float64("b").build(),
                Layout.builder("Other").int64("b").optional().build(),
                Layout.builder("Other").int64("b").eventTime().build(),
                Layout.builder("Other").ascii("b", 7).build(),
                Layout.builder("Other").utf8("b", 7).build(),
                Layout.builder("Other").enumeration("b", List.of("X", "Y")).build(),
                Layout.builder("Other").enumeration("b", List.of("Y", "X")).build());
        final List<Long> fingerprints =
                new ArrayList<>(others.stream().map(Layout::fingerprint).toList());
        fingerprints.add(layout.fingerprint());

        assertEquals(fingerprints.size(), fingerprints.stream().distinct().count());
        assertEquals(trade().build().fingerprint(), layout.fingerprint());
        assertEquals(
                layout.fingerprint(),
                layout.withScale("price", 2).withScale("price", 4).fingerprint());
        assertEquals(
                Layout.builder("Other").ascii("b", 7).build().fingerprint(),
                Layout.builder("Other").ascii("b", 7).truncate().build().fingerprint(),
                "what happens to long texts is not a matter of bytes");
    }

    @Test
    void shouldNameTheFieldsThatDiffer() {
        final Layout now = Layout.builder("Trade")
                .int64("timeNs")
                .decimal("price", 4)
                .int32("fresh")
                .build();
        final Layout before = Layout.builder("Deal")
                .int64("timeNs")
                .decimal("price", 2)
                .ascii("gone", 40)
                .build();

        assertEquals(
                List.of(
                        "record is named Trade, not Deal",
                        "field price is decimal offset 8 size 8 scale 4, not decimal offset 8 size 8 scale 2",
                        "field fresh is added",
                        "field gone is missing",
                        "size is 24 bytes, not 64"),
                now.differences(before));
        assertEquals(List.of(), now.differences(now));
        assertNotEquals(now, before);
    }

    @Test
    void shouldNameADifferenceInOrderOnly() {
        final Layout now = Layout.builder("R").int64("a").int32("b").build();
        final Layout before = Layout.builder("R").int32("b").int64("a").build();
        assertEquals(
                List.of("field a has another place in the order", "field b has another place in the order"),
                now.differences(before));
    }

    @Test
    void shouldRefuseMistakesNamingRecordAndField() {
        refuses(
                "field a of record R is there twice",
                () -> Layout.builder("R").int8("a").int32("a"));
        refuses(
                "the field name \"a b\" is not a Java identifier",
                () -> Layout.builder("R").int8("a b"));
        refuses(
                "the field name \"\" is not a Java identifier",
                () -> Layout.builder("R").int8(""));
        refuses("the record name \"1R\" is not a Java identifier", () -> Layout.builder("1R"));
        refuses("record R has no fields", () -> Layout.builder("R").build());
        refuses(
                "record R has no field yet to say more about",
                () -> Layout.builder("R").optional());
        refuses(
                "field a of record R cannot be the event time: it is int32",
                () -> Layout.builder("R").int32("a").eventTime());
        refuses(
                "field b of record R cannot be the event time: a is",
                () -> Layout.builder("R").int64("a").eventTime().int64("b").eventTime());
        refuses(
                "field a of record R is the event time and cannot be optional",
                () -> Layout.builder("R").int64("a").eventTime().optional().build());
        refuses(
                "field a of record R is no text and cannot be truncated",
                () -> Layout.builder("R").int64("a").truncate());
        refuses(
                "field a of record R has a text length of 0, not 1 to 1024",
                () -> Layout.builder("R").ascii("a", 0));
        refuses(
                "field a has a scale of 19, not 0 to 18",
                () -> Layout.builder("R").decimal("a", 19));
        refuses(
                "field a of record R needs 1 to 65536 constants",
                () -> Layout.builder("R").enumeration("a", List.of()));
        refuses(
                "field a of record R has a constant twice",
                () -> Layout.builder("R").enumeration("a", List.of("X", "X")));
        refuses(
                "record R is too large: 4008 bytes, at most 4000",
                () -> Layout.builder("R")
                        .ascii("a", 1024)
                        .ascii("b", 1024)
                        .ascii("c", 1024)
                        .ascii("d", 920)
                        .int8("e")
                        .build());
        refuses(
                "no field c in record R; it has a, b",
                () -> Layout.builder("R").int8("a").int8("b").build().field("c"));
        refuses(
                "field a of record R is int8 and has no scale",
                () -> Layout.builder("R").int8("a").build().withScale("a", 2));
    }

    @Test
    void shouldCopyFieldsOfOtherLayouts() {
        final Layout trade = trade().build();
        final Layout copy = Layout.builder("Joined")
                .like("leftPrice", trade.field("price"))
                .like("leftTime", trade.field("timeNs"))
                .like("leftVenue", trade.field("venue"))
                .build();
        assertEquals(4, copy.field("leftPrice").scale());
        assertEquals(-1, copy.eventTimeOffset());
        assertTrue(copy.field("leftVenue").isOptional());
    }

    @Test
    void shouldStayAsBuiltWhenTheBuilderGoesOn() {
        final LayoutBuilder builder = Layout.builder("R").int64("a");
        final Layout first = builder.build();
        builder.eventTime().optional();
        assertEquals(-1, first.eventTimeOffset());
        assertEquals(Layout.builder("R").int64("a").build(), first);
    }

    private static void refuses(final String message, final Runnable mistake) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, mistake::run).getMessage());
    }
}
