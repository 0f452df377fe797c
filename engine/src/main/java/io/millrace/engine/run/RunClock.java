package io.millrace.engine.run;

import java.time.Instant;

/**
 * The clock of a run: nanoseconds since the epoch that never go back. <b>Thread-safe.</b>
 *
 * <p>Only sources and reports read it; operators see ingress times.
 */
@FunctionalInterface
public interface RunClock {
    /**
     * The time.
     *
     * @return nanoseconds since the epoch.
     */
    long nowNs();

    /**
     * The system's clock at the time of this call, carried on by {@link System#nanoTime}.
     *
     * @return the clock.
     */
    static RunClock system() {
        final Instant now = Instant.now();
        final long offsetNs = Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano())
                - System.nanoTime();
        return () -> System.nanoTime() + offsetNs;
    }
}
