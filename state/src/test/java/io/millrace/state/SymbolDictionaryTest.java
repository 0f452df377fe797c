package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class SymbolDictionaryTest {
    private static final long LIMIT = 32 << 20;

    @Test
    void shouldNumberSymbolsByFirstAppearance() {
        try (Arena arena = new Arena(LIMIT)) {
            final SymbolDictionary dictionary = new SymbolDictionary(arena, "symbols", 32);
            assertEquals(SymbolDictionary.NONE, dictionary.find("IBM"));
            assertEquals(0, dictionary.idOf("IBM"));
            assertEquals(1, dictionary.idOf("AIG"));
            assertEquals(0, dictionary.idOf(new StringBuilder("IBM")));
            assertEquals(2, dictionary.idOf("IBM "));
            assertEquals(1, dictionary.find("AIG"));
            assertEquals("AIG", dictionary.text(1));
            assertEquals(3, dictionary.size());
            assertThrows(IllegalArgumentException.class, () -> dictionary.text(3));
            assertThrows(IllegalArgumentException.class, () -> dictionary.idOf(""));
        }
    }

    @Test
    void shouldRefuseTextsThatAreTooLongByName() {
        try (Arena arena = new Arena(LIMIT)) {
            final SymbolDictionary dictionary = new SymbolDictionary(arena, "symbols", 4);
            assertEquals(0, dictionary.idOf("ABCD"));
            final StateLimitException e = assertThrows(StateLimitException.class, () -> dictionary.idOf("ABCDE"));
            assertTrue(e.getMessage().contains("'ABCDE'") && e.getMessage().contains("4 bytes"), e.getMessage());
            assertThrows(StateLimitException.class, () -> dictionary.idOf("a\u20ACb"));
            assertEquals(SymbolDictionary.NONE, dictionary.find("ABCDE"));
            final UnsafeBuffer bytes = new UnsafeBuffer("xABCDE".getBytes(StandardCharsets.UTF_8));
            assertThrows(StateLimitException.class, () -> dictionary.idOf(bytes, 1, 5));
            assertEquals(0, dictionary.idOf(bytes, 1, 4));
            assertEquals(1, dictionary.size());
        }
    }

    @Test
    void shouldAgreeWithMapOverRandomTextsAndRestores() {
        for (int seed = 0; seed < 20; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final Map<String, Integer> oracle = new HashMap<>();
            final List<String> texts = new ArrayList<>();
            Arena arena = new Arena(LIMIT);
            try {
                SymbolDictionary dictionary = new SymbolDictionary(arena, "symbols", 80);
                for (int i = 0; i < 4_000; i++) {
                    final String text = random.nextInt(3) == 0 && !texts.isEmpty()
                            ? texts.get(random.nextInt(texts.size()))
                            : text(random);
                    final String at = "seed " + seed + " text " + i + " '" + text + "'";
                    assertEquals(oracle.getOrDefault(text, -1), dictionary.find(text), at);
                    if (!oracle.containsKey(text)) {
                        oracle.put(text, texts.size());
                        texts.add(text);
                    }
                    if (random.nextBoolean()) {
                        assertEquals(oracle.get(text), dictionary.idOf(text), at);
                    } else {
                        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                        assertEquals(oracle.get(text), dictionary.idOf(new UnsafeBuffer(bytes), 0, bytes.length), at);
                    }
                    if (random.nextInt(1_000) == 0) {
                        final byte[] snapshot = ArenaSnapshot.toBytes(arena);
                        arena.close();
                        arena = ArenaSnapshot.fromBytes(snapshot, LIMIT);
                        dictionary = new SymbolDictionary(arena, "symbols", 80);
                        assertArrayEquals(snapshot, ArenaSnapshot.toBytes(arena), at);
                    }
                }
                assertEquals(texts.size(), dictionary.size());
                for (int i = 0; i < texts.size(); i++) {
                    assertEquals(texts.get(i), dictionary.text(i), "seed " + seed);
                    assertEquals(
                            texts.get(i).getBytes(StandardCharsets.UTF_8).length,
                            dictionary.textBytes(i),
                            "seed " + seed);
                }
            } finally {
                arena.close();
            }
        }
    }

    private static String text(final SplittableRandom random) {
        final int length = random.nextInt(1, 20);
        final int[] points = new int[length];
        for (int i = 0; i < length; i++) {
            points[i] = switch (random.nextInt(12)) {
                case 0 -> random.nextInt(0x80, 0x800);
                case 1 -> random.nextInt(0x800, 0xD800);
                case 2 -> random.nextInt(0x10000, 0x110000);
                default -> random.nextInt('A', 'Z');
            };
        }
        return new String(points, 0, length);
    }
}
