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
            return List.of(row(timeNs, timeNs + ((SessionWindows) assigner).gapNs()));
        }
        if (!(assigner instanceof Windows)) {
            return List.of(row(Long.MIN_VALUE, Long.MAX_VALUE));
        }
        final Windows windows = (Windows) assigner;
        final List<Row> rows = new ArrayList<>();
        if (windows.isRepresentable(timeNs) && !windows.isInGap(timeNs)) {
            for (long start = windows.startOf(timeNs); windows.endOf(start) > timeNs; start -= windows.slideNs()) {
                rows.add(row(start, windows.endOf(start)));
            }
        }
        return rows;
    }
}
