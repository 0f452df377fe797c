package io.millrace.engine.csv;

import io.millrace.record.Decimals;
import java.util.Locale;

/** How times are written in a file. All are read into nanoseconds since the epoch. */
public enum TimeText {
    /**
     * ISO 8601, such as {@code 2024-08-08T09:30:00.123456789Z}: a {@code T} or a space between date and time, up to
     * nine decimals, and {@code Z}, an offset such as {@code +02:00}, or nothing, which is UTC.
     */
    ISO(-1),

    /** Seconds since the epoch, with up to nine decimals. */
    S(9),

    /** Milliseconds since the epoch, with up to six decimals. */
    MS(6),

    /** Microseconds since the epoch, with up to three decimals. */
    US(3),

    /** Nanoseconds since the epoch. */
    NS(0);

    private final int decimals;

    TimeText(final int decimals) {
        this.decimals = decimals;
    }

    /**
     * Reads a time.
     *
     * @param text the time.
     * @return nanoseconds since the epoch.
     * @throws IllegalArgumentException if it is not a time in this form, or not representable.
     */
    public long parseNs(final CharSequence text) {
        return this == ISO ? IsoTime.parseNs(text) : Decimals.parse(text, decimals);
    }

    /** Digits after the point that make a nanosecond; -1 where times are not numbers. */
    int decimals() {
        return decimals;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
