package io.millrace.engine.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1970-01-01 00:00:00, 0",
        "1970-01-01T00:00:00.000000001Z, 1",
        "1969-12-31T23:59:59.999999999Z, -1",
        "2024-08-08T09:30:00.5Z, 1723109400500000000",
        "2024-08-08t09:30:00.5z, 1723109400500000000",
        "2024-08-08 11:30:00.500+02:00, 1723109400500000000",
        "2024-08-08T05:00:00.5-0430, 1723109400500000000",
        "2024-08-08T11:30:00.5+02, 1723109400500000000",
        "2024-02-29T00:00:00Z, 1709164800000000000",
        "2262-04-11T23:47:16.854775807Z, 9223372036854775807",
        "1677-09-21T00:12:43.145224192Z, -9223372036854775808"
    })
    void shouldReadIsoTimes(final String text, final long ns) {
        assertEquals(ns, TimeText.ISO.parseNs(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024-08-08",
                "2024-08-08T09:30",
                "2024-13-01T00:00:00Z",
                "2024-00-01T00:00:00Z",
                "2023-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2024-04-31T00:00:00Z",
                "2024-08-08T24:00:00Z",
                "2024-08-08T09:60:00Z",
                "2024-08-08T09:30:60Z",
                "2024-08-08T09:30:00.",
                "2024-08-08T09:30:00.Z",
                "2024-08-08T09:30:00.1234567890Z",
                "2024-08-08T09:30:00+2:00",
                "2024-08-08T09:30:00+19:00",
                "2024-08-08T09:30:00+02:00x",
                "2024-08-08T09:30:00 Z",
                "2024/08/08T09:30:00Z",
                "2o24-08-08T09:30:00Z",
                "2262-04-11T23:47:16.854775808Z",
                "1677-09-21T00:12:43.145224191Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z"
            })
    void shouldRefuseWhatIsNoIsoTime(final String text) {
        assertThrows(IllegalArgumentException.class, () -> TimeText.ISO.parseNs(text));
    }

    @Test
    void shouldReadWhatTheLibraryWrites() {
        final long seed = 4711;
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            final long ns = random.nextLong();
            final String text = Instant.ofEpochSecond(
                            Math.floorDiv(ns, 1_000_000_000L), Math.floorMod(ns, 1_000_000_000L))
                    .toString();
            assertEquals(ns, TimeText.ISO.parseNs(text), "seed " + seed + ", " + text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "S, 1723109400, 1723109400000000000",
        "S, 1723109400.123456789, 1723109400123456789",
        "MS, 1723109400123, 1723109400123000000",
        "MS, 1723109400123.5, 1723109400123500000",
        "US, 1723109400123456, 1723109400123456000",
        "NS, 9223372036854775807, 9223372036854775807",
        "NS, -1, -1",
        "S, -9223372036, -9223372036000000000"
    })
    void shouldReadNumbersInTheirUnit(final TimeText times, final String text, final long ns) {
        assertEquals(ns, times.parseNs(text));
    }

    @ParameterizedTest
    @CsvSource({
        "S, 9223372037",
        "MS, 9223372036855",
        "US, 9223372036854776",
        "NS, 9223372036854775808",
        "NS, 1.5",
        "S, 1.1234567891",
        "NS, 1e9",
        "NS, ''"
    })
    void shouldRefuseNumbersThatAreNoTimes(final TimeText times, final String text) {
        assertThrows(IllegalArgumentException.class, () -> times.parseNs(text));
    }
}
