package io.millrace.windowing.check;

import io.millrace.state.Arena;
import io.millrace.state.WriteAudit;

/**
 * Checks after every event that each store into an arena was announced. What takes long is not watched to its end: it
 * stops after some thousand events, or when the arena grows.
 */
public final class BarrierAudit {
    private static final int MAX_CHECKS = 6_000;
    private static final long MAX_BYTES = 128L * Arena.SEGMENT_BYTES;

    private final Arena arena;
    private WriteAudit audit;
    private int checks;

    /** Starts to watch the arena. */
    public BarrierAudit(final Arena arena) {
        this.arena = arena;
        audit = WriteAudit.start(arena);
    }

    /** To be called after every event and every watermark. */
    public void check() {
        if (audit != null) {
            audit.check();
            if (++checks >= MAX_CHECKS || arena.usedBytes() > MAX_BYTES) {
                stop();
            }
        }
    }

    /** Stops watching: for measurements. */
    public void stop() {
        if (audit != null) {
            audit.stop();
            audit = null;
        }
    }

    /** Whether it has not stopped. */
    public boolean isOn() {
        return audit != null;
    }
}
