package io.millrace.demo.cases;

import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.Windows;
import java.util.ArrayList;
import java.util.List;

/**
 * Which windows a time is in.
 *
 * @param assigner the assigner.
 */
record Assigned(WindowAssigner assigner) {
    Outcome at(final long timeNs) {
        return new Outcome(rows(timeNs), List.of());
    }

    static Row row(final long startNs, final long endNs) {
        return Row.of("start", startNs, "end", endNs);
    }

    private List<Row> rows(final long timeNs) {
        if (assigner instanceof SessionWindows) {
            final long gapNs = ((SessionWindows) assigner).gapNs();
            return timeNs > Long.MAX_VALUE - gapNs ? List.of() : List.of(row(timeNs, timeNs + gapNs));
        }
        if (!(assigner instanceof Windows)) {
            return List.of(row(Long.MIN_VALUE, Long.MAX_VALUE));
        }
        final Windows windows = (Windows) assigner;
        final List<Row> rows = new ArrayList<>();
        if (windows.isRepresentable(timeNs) && !windows.isInGap(timeNs)) {
            addOverlapping(windows, timeNs, rows);
        }
        return rows;
    }

    /** Adds the windows around a time, without wrapping around at the beginning of time. */
    private static void addOverlapping(final Windows windows, final long timeNs, final List<Row> rows) {
        final long secondNs = Long.MIN_VALUE + windows.slideNs();
        long start = windows.startOf(timeNs);
        while (windows.endOf(start) > timeNs) {
            rows.add(row(start, windows.endOf(start)));
            if (start < secondNs) {
                return;
            }
            start -= windows.slideNs();
        }
    }
}
