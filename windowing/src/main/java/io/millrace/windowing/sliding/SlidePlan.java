package io.millrace.windowing.sliding;

import io.millrace.windowing.Windows;

/**
 * The arithmetic of overlapping windows: windows, panes and blocks are numbered along the time axis.
 *
 * <pre>
 *   window i   begins at i * slide + offset
 *   pane       what lies between two neighbouring edges of windows, starts or ends: one pane to a slide where the size
 *              is a multiple of the slide, else two. Window i begins with pane i * panesPerSlide
 *   block      so many neighbouring panes
 * </pre>
 *
 * With two panes to a slide, and not panes of the greatest common divisor, a size and a slide that have nothing in
 * common cost twice as much at most. <b>Immutable.</b>
 */
final class SlidePlan {
    /** Number of the first window whose start can be represented. */
    final long firstWindow;

    /** Number of the last window whose end can be represented. */
    final long lastWindow;

    final long panesPerWindow;
    final int panesPerSlide;
    final long panesPerBlock;

    private final long sizeNs;
    private final long slideNs;
    private final long offsetNs;

    /** Length of the first of the two panes of a slide. */
    private final long firstPartNs;

    SlidePlan(final Windows windows) {
        sizeNs = windows.sizeNs();
        slideNs = windows.slideNs();
        offsetNs = windows.offsetNs();
        firstPartNs = sizeNs % slideNs;
        panesPerSlide = firstPartNs == 0 ? 1 : 2;
        panesPerWindow = sizeNs / slideNs * panesPerSlide + panesPerSlide - 1;
        panesPerBlock = panesPerBlock(panesPerWindow, panesPerSlide);
        firstWindow = latestWindowAt(windows.firstStartNs());
        lastWindow = latestWindowAt(Long.MAX_VALUE - sizeNs);
    }

    /** So many that a window has about as many blocks as a block has slides; at most half of a window. */
    private static long panesPerBlock(final long panesPerWindow, final int panesPerSlide) {
        final long slidesPerBlock = (long) Math.ceil(StrictMath.sqrt((double) panesPerWindow / panesPerSlide));
        return Math.max(1, Math.min(slidesPerBlock * panesPerSlide, panesPerWindow / 2));
    }

    /** The last window that begins at or before a time, whether it can be represented or not. */
    private long latestWindowAt(final long timeNs) {
        final long floor = Math.floorDiv(timeNs, slideNs);
        return timeNs - floor * slideNs < offsetNs ? floor - 1 : floor;
    }

    /** The last window that a time is in. */
    long lastWindowAt(final long timeNs) {
        return Math.min(lastWindow, latestWindowAt(timeNs));
    }

    /** The first window that is not complete at a watermark; the one after the last if all are. */
    long firstOpen(final long watermarkNs) {
        final long lastCompleteStartNs = watermarkNs - (sizeNs - 1);
        if (lastCompleteStartNs > watermarkNs || lastCompleteStartNs < startOf(firstWindow)) {
            return firstWindow;
        }
        return Math.min(lastWindow, latestWindowAt(lastCompleteStartNs)) + 1;
    }

    long startOf(final long window) {
        return window * slideNs + offsetNs;
    }

    long endOf(final long window) {
        return startOf(window) + sizeNs;
    }

    /** The watermark at which a window is complete. */
    long lastOf(final long window) {
        return startOf(window) + (sizeNs - 1);
    }

    long firstPaneOf(final long window) {
        return window * panesPerSlide;
    }

    /** The first pane behind a window. */
    long endPaneOf(final long window) {
        return window * panesPerSlide + panesPerWindow;
    }

    long paneAt(final long timeNs) {
        final long window = latestWindowAt(timeNs);
        if (panesPerSlide == 1) {
            return window;
        }
        return window * 2 + (timeNs - startOf(window) < firstPartNs ? 0 : 1);
    }

    long startOfPane(final long pane) {
        return panesPerSlide == 1 ? startOf(pane) : startOf(pane >> 1) + (pane & 1) * firstPartNs;
    }

    long spanOfPane(final long pane) {
        if (panesPerSlide == 1) {
            return slideNs;
        }
        return (pane & 1) == 0 ? firstPartNs : slideNs - firstPartNs;
    }

    /** The first window that a pane is in. */
    long firstWindowOf(final long pane) {
        final long firstPane = pane - (panesPerWindow - 1);
        if (firstPane > pane) {
            return firstWindow;
        }
        return Math.max(firstWindow, panesPerSlide == 1 ? firstPane : (firstPane >> 1) + (firstPane & 1));
    }

    /** The last window that a pane is in. */
    long lastWindowOf(final long pane) {
        return Math.min(lastWindow, panesPerSlide == 1 ? pane : pane >> 1);
    }

    long blockOf(final long pane) {
        return Math.floorDiv(pane, panesPerBlock);
    }

    boolean endsBlock(final long pane) {
        return Math.floorMod(pane, panesPerBlock) == panesPerBlock - 1;
    }

    long lastPaneOfBlock(final long block) {
        return block * panesPerBlock + (panesPerBlock - 1);
    }
}
