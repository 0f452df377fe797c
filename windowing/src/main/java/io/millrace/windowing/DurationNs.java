package io.millrace.windowing;

import java.time.Duration;

/** Durations as nanoseconds, with errors that say what was wrong. */
final class DurationNs {
    private DurationNs() {}

    static long of(final String what, final Duration duration) {
        if (duration == null) {
            throw new NullPointerException(what + " is null: give a duration");
        }
        try {
            return duration.toNanos();
        } catch (final ArithmeticException e) {
            final ArithmeticException said = new ArithmeticException(
                    what + " exceeds some 292 years, which is what nanoseconds in a long can say: " + duration);
            said.initCause(e);
            throw said;
        }
    }
}
