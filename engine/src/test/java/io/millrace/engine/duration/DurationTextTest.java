package io.millrace.engine.duration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0s, 0",
        "17ns, 17",
        "17us, 17000",
        "17ms, 17000000",
        "17s, 17000000000",
        "17m, 1020000000000",
        "17h, 61200000000000",
        "7d, 604800000000000",
        "-5ms, -5000000",
        "9223372036854775807ns, 9223372036854775807",
        "106751d, 9223286400000000000"
    })
    void shouldReadAnIntegerAndAUnit(final String text, final long ns) {
        assertEquals(ns, DurationText.parseNs(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ms", "-", "1", "1x", "1.5s", " 1s", "1 s", "1s ", "1S", "s1", "1sm", "--1s"})
    void shouldRefuseWhatIsNoDuration(final String text) {
        final IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> DurationText.parseNs(text));
        assertTrue(e.getMessage().startsWith("'" + text + "' is not a duration"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808ns", "106752d", "99999999999999999999s"})
    void shouldRefuseWhatDoesNotFit(final String text) {
        final IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> DurationText.parseNs(text));
        assertTrue(e.getMessage().contains("2^63"), e.getMessage());
    }

    @Test
    void shouldWriteTheLargestWholeUnit() {
        assertEquals("0ns", DurationText.format(0));
        assertEquals("200ms", DurationText.format(200_000_000));
        assertEquals("1s", DurationText.format(1_000_000_000));
        assertEquals("90s", DurationText.format(90_000_000_000L));
        assertEquals("7d", DurationText.format(604_800_000_000_000L));
        assertEquals("9223372036854775807ns", DurationText.format(Long.MAX_VALUE));
    }
}
