package io.millrace.windowing.join.window;

import io.millrace.windowing.Windows;
import io.millrace.windowing.join.JoinHandler;
import io.millrace.windowing.join.JoinKind;
import io.millrace.windowing.join.JoinSetup;
import io.millrace.windowing.join.cells.SaturatingTime;

/** A window join in windows that tumble or slide. */
final class FixedWindowJoin extends WindowJoin {
    private final Windows windows;
    private final long sizeNs;
    private final long slideNs;
    private final long firstStartNs;
    private final long minTimeNs;
    private final long maxTimeNs;

    FixedWindowJoin(final JoinSetup setup, final JoinKind kind, final Windows windows, final JoinHandler handler) {
        super(setup, kind, (windows.sizeNs() * 31 + windows.slideNs()) * 31 + windows.offsetNs(), handler);
        this.windows = windows;
        sizeNs = windows.sizeNs();
        slideNs = windows.slideNs();
        firstStartNs = windows.firstStartNs();
        minTimeNs = windows.minTimeNs();
        maxTimeNs = windows.maxTimeNs();
    }

    @Override
    boolean isOutside(final long timeNs) {
        return timeNs < minTimeNs || timeNs > maxTimeNs || isUnrepresentable(timeNs);
    }

    @Override
    boolean isInGap(final long timeNs) {
        return windows.isInGap(timeNs);
    }

    @Override
    boolean isOpen(final long key, final long timeNs, final long watermarkNs) {
        return windows.lastOf(windows.startOf(timeNs)) > watermarkNs;
    }

    @Override
    boolean isPartlyLate(final long timeNs, final long watermarkNs) {
        return windows.lastOf(firstStartOf(timeNs)) <= watermarkNs;
    }

    /** Start of the first window that holds a time. */
    private long firstStartOf(final long timeNs) {
        final long startNs = windows.startOf(timeNs);
        final long back = (sizeNs - 1 - (timeNs - startNs)) / slideNs * slideNs;
        final long firstNs = startNs - back;
        return firstNs > startNs || firstNs < firstStartNs ? firstStartNs : firstNs;
    }

    @Override
    void tellMissed(final long timeNs, final long watermarkNs, final boolean partly) {
        final long firstNs = firstStartOf(timeNs);
        final long lastNs = partly ? firstOpen(firstNs, watermarkNs) - slideNs : windows.startOf(timeNs);
        handler.onMissedWindows((lastNs - firstNs) / slideNs + 1, lastNs);
    }

    /** Start of the first window that is open, of those from one on. */
    private long firstOpen(final long firstNs, final long watermarkNs) {
        return windows.lastOf(firstNs) > watermarkNs ? firstNs : Math.max(firstNs, firstStartOf(watermarkNs + 1));
    }

    @Override
    void place(final long key, final long timeNs, final long watermarkNs) {
        final long openNs = firstOpen(firstStartOf(timeNs), watermarkNs);
        if (!isLive(key) || openNs < arena.getLong(key + START)) {
            first(key, openNs);
        }
    }

    private void first(final long key, final long startNs) {
        arena.putLong(key + START, startNs);
        arena.putLong(key + CLOSES, windows.lastOf(startNs));
    }

    @Override
    boolean advance(final long key) {
        final long nextNs = SaturatingTime.plus(arena.getLong(key + START), slideNs);
        lefts.removeBefore(key, nextNs);
        rights.removeBefore(key, nextNs);
        final long oldestNs = oldestNs(key);
        if (oldestNs == Long.MAX_VALUE || nextNs > Long.MAX_VALUE - sizeNs) {
            lefts.removeBefore(key, Long.MAX_VALUE);
            rights.removeBefore(key, Long.MAX_VALUE);
            return false;
        }
        first(key, Math.max(nextNs, firstStartOf(oldestNs)));
        return true;
    }
}
