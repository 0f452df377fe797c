package io.millrace.windowing.cell;

import io.millrace.windowing.GlobalWindow;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.Windows;

/**
 * Which windows a time is in: those that start at {@link #firstStartNs()}, and a slide later each, up to
 * {@link #lastStartNs()}. The global window is one that starts at the smallest time. All sums saturate.
 */
final class Spans {
    private final Windows windows;
    private final long sizeNs;
    private final long slideNs;
    private long firstStartNs;
    private long lastStartNs;

    Spans(final WindowAssigner assigner) {
        windows = assigner instanceof Windows ? (Windows) assigner : null;
        if (windows == null && !(assigner instanceof GlobalWindow)) {
            throw new IllegalArgumentException("windows that merge or count: " + assigner);
        }
        sizeNs = windows == null ? 0 : windows.sizeNs();
        slideNs = windows == null ? 1 : windows.slideNs();
    }

    boolean isGlobal() {
        return windows == null;
    }

    /** Whether every time is in one window at most. */
    boolean isSingle() {
        return windows == null || !windows.isOverlapping();
    }

    /** How many windows are open at once in a stream in order. */
    long overlap(final long latenessNs) {
        if (windows == null) {
            return 1;
        }
        final long keptNs = sizeNs + latenessNs < 0 ? Long.MAX_VALUE : sizeNs + latenessNs;
        return keptNs / slideNs + 1;
    }

    boolean isRepresentable(final long timeNs) {
        return windows == null ? timeNs != Long.MAX_VALUE : windows.isRepresentable(timeNs);
    }

    boolean isInGap(final long timeNs) {
        return windows != null && windows.isInGap(timeNs);
    }

    /** Finds the windows of a time that is representable and in no gap. */
    void locate(final long timeNs) {
        if (windows == null) {
            firstStartNs = Long.MIN_VALUE;
            lastStartNs = Long.MIN_VALUE;
            return;
        }
        lastStartNs = windows.startOf(timeNs);
        firstStartNs = windows.isOverlapping()
                ? lastStartNs - (sizeNs - 1 - (timeNs - lastStartNs)) / slideNs * slideNs
                : lastStartNs;
    }

    long firstStartNs() {
        return firstStartNs;
    }

    long lastStartNs() {
        return lastStartNs;
    }

    /** Start of the window after one. */
    long nextStartNs(final long startNs) {
        return startNs + slideNs;
    }

    /** Length of a window as far as a cursor goes; unsigned. */
    long spanNs() {
        return windows == null ? -1 : sizeNs;
    }

    long endNs(final long startNs) {
        return windows == null ? Long.MAX_VALUE : startNs + sizeNs;
    }

    /** The watermark that ends a window: its last time; of the global window that of the end of input. */
    long lastNs(final long startNs) {
        return windows == null ? Long.MAX_VALUE : startNs + sizeNs - 1;
    }

    long fingerprint() {
        return windows == null ? 1 : (sizeNs * 31 + slideNs) * 31 + windows.offsetNs();
    }
}
