package io.millrace.windowing.cell;

import io.millrace.windowing.trigger.Decision;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.TriggerContext;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Windows with triggers and lateness as one would write them without a thought of speed: maps, and a sort per step. */
final class NaiveCells {
    /** Errors that a test must notice. */
    enum Mutant {
        NONE,
        LATE_ONE_TOO_SOON,
        NO_RESULT_AFTER_END,
        FIRINGS_NOT_COUNTED,
        DISCARDING_KEEPS,
        ORDER_BY_KEY,
        TIMERS_AFTER_ENDS,
        ENDS_ONE_TOO_LATE,
        DROPPING_NOT_SAID,
        REPEATS
    }

    /** What is to be modelled. Size 0 stands for the global window. */
    static final class Setup {
        long sizeNs;
        long slideNs;
        long offsetNs;
        long latenessNs;
        boolean discarding;
        boolean keyedByRecords;
        Trigger<? super Tick> trigger;
        Mutant mutant = Mutant.NONE;
    }

    private final Setup setup;
    private final TreeMap<BigInteger, Map<Long, Cell>> windows = new TreeMap<>();
    private final Map<BigInteger, Boolean> ended = new HashMap<>();
    private final Map<Long, Long> places = new HashMap<>();
    private final List<String> out = new ArrayList<>();
    private long nextPlace;
    private long nextRegistration;
    private long watermarkNs = Long.MIN_VALUE;
    private long processingNs = Long.MIN_VALUE;
    private long unfired;

    NaiveCells(final Setup setup) {
        this.setup = setup;
    }

    List<String> takeOutput() {
        final List<String> taken = new ArrayList<>(out);
        out.clear();
        return taken;
    }

    long unfired() {
        return unfired;
    }

    long countOpen() {
        return windows.values().stream()
                .flatMap(cells -> cells.values().stream())
                .filter(cell -> cell.holding)
                .count();
    }

    private boolean isGlobal() {
        return setup.sizeNs == 0;
    }

    private BigInteger last(final BigInteger start) {
        return isGlobal()
                ? BigInteger.valueOf(Long.MAX_VALUE)
                : start.add(BigInteger.valueOf(setup.sizeNs)).subtract(BigInteger.ONE);
    }

    private BigInteger due(final BigInteger start) {
        return setup.mutant == Mutant.ENDS_ONE_TOO_LATE ? last(start).add(BigInteger.ONE) : last(start);
    }

    private BigInteger gone(final BigInteger start) {
        return last(start).add(BigInteger.valueOf(setup.latenessNs)).min(BigInteger.valueOf(Long.MAX_VALUE));
    }

    private List<BigInteger> windowsOf(final long timeNs) {
        final List<BigInteger> found = new ArrayList<>();
        final BigInteger min = BigInteger.valueOf(Long.MIN_VALUE);
        if (isGlobal()) {
            found.add(min);
            return found;
        }
        final BigInteger time = BigInteger.valueOf(timeNs);
        final BigInteger slide = BigInteger.valueOf(setup.slideNs);
        BigInteger start =
                time.subtract(time.subtract(BigInteger.valueOf(setup.offsetNs)).mod(slide));
        while (last(start).compareTo(time) >= 0) {
            found.add(0, start);
            start = start.subtract(slide);
        }
        return found;
    }

    private boolean isRepresentable(final long timeNs) {
        if (isGlobal()) {
            return timeNs != Long.MAX_VALUE;
        }
        final BigInteger time = BigInteger.valueOf(timeNs);
        final BigInteger slide = BigInteger.valueOf(setup.slideNs);
        final BigInteger last =
                time.subtract(time.subtract(BigInteger.valueOf(setup.offsetNs)).mod(slide));
        BigInteger first = last;
        while (last(first.subtract(slide)).compareTo(time) >= 0) {
            first = first.subtract(slide);
        }
        return first.bitLength() <= 63 && last(last).add(BigInteger.ONE).bitLength() <= 63;
    }

    void onEvent(final Tick tick, final long newWatermarkNs, final long newProcessingNs) {
        watermarkNs = newWatermarkNs;
        processingNs = newProcessingNs;
        final long timeNs = tick.timeNs();
        if (!isRepresentable(timeNs)) {
            out.add("unrepresentable " + timeNs);
            return;
        }
        if (windowsOf(timeNs).isEmpty()) {
            out.add("gap " + timeNs);
            return;
        }
        final List<BigInteger> missed = new ArrayList<>();
        final List<BigInteger> taken = new ArrayList<>();
        for (final BigInteger start : windowsOf(timeNs)) {
            final BigInteger limit =
                    setup.mutant == Mutant.LATE_ONE_TOO_SOON ? gone(start).subtract(BigInteger.ONE) : gone(start);
            (limit.compareTo(BigInteger.valueOf(watermarkNs)) <= 0 ? missed : taken).add(start);
        }
        final BigInteger lateBy = BigInteger.valueOf(watermarkNs)
                .subtract(BigInteger.valueOf(timeNs))
                .min(BigInteger.valueOf(Long.MAX_VALUE));
        if (taken.isEmpty()) {
            out.add("late " + timeNs + " by " + lateBy + " for " + missed.get(missed.size() - 1));
            return;
        }
        if (!missed.isEmpty()) {
            out.add("partly late " + timeNs + " by " + lateBy + " for " + missed.get(0) + " to "
                    + missed.get(missed.size() - 1));
        }
        if (windows.values().stream().noneMatch(cells -> cells.containsKey(tick.key()))) {
            places.put(tick.key(), nextPlace++);
        }
        taken.forEach(start -> add(start, tick));
        fireTimers(BigInteger.valueOf(watermarkNs));
    }

    private void add(final BigInteger start, final Tick tick) {
        final long key = tick.key();
        if (!windows.containsKey(start)) {
            windows.put(start, new HashMap<>());
            ended.put(start, due(start).compareTo(BigInteger.valueOf(watermarkNs)) <= 0);
        }
        final Cell cell = windows.get(start).computeIfAbsent(key, each -> new Cell(key, start));
        cell.values.add(tick.value());
        cell.holding = true;
        cell.changed = true;
        cell.largestNs = Math.max(cell.largestNs, tick.timeNs());
        cell.timeNs = tick.timeNs();
        cell.watermarkNs = watermarkNs;
        final Decision decision = setup.trigger.onEvent(tick, cell);
        final boolean again =
                setup.trigger.firesAtEnd() && ended.get(start) && setup.mutant != Mutant.NO_RESULT_AFTER_END;
        act(cell, decision.isFiring() || again, decision.isPurging());
    }

    private void act(final Cell cell, final boolean firing, final boolean purging) {
        if (firing && cell.holding) {
            cell.emit();
        }
        if (purging || firing && setup.discarding && setup.mutant != Mutant.DISCARDING_KEEPS) {
            cell.holding = false;
            cell.changed = false;
            cell.values.clear();
        }
        if (cell.holding && !ended.get(cell.start) && setup.trigger.firesAtEnd() && setup.trigger.repeatsAtEnd()) {
            cell.lines.clear();
        }
    }

    void onWatermark(final long newWatermarkNs) {
        windows.values().forEach(cells -> cells.values().forEach(cell -> cell.lines.clear()));
        final BigInteger watermark = BigInteger.valueOf(newWatermarkNs);
        BigInteger now = nextDue();
        while (now != null && now.compareTo(watermark) <= 0 && now.compareTo(BigInteger.valueOf(Long.MAX_VALUE)) < 0) {
            watermarkNs = now.longValueExact();
            if (setup.mutant != Mutant.TIMERS_AFTER_ENDS) {
                fireTimers(now);
            }
            for (final BigInteger start : new ArrayList<>(windows.keySet())) {
                if (!ended.get(start) && due(start).compareTo(now) <= 0) {
                    end(start);
                }
            }
            if (setup.mutant == Mutant.TIMERS_AFTER_ENDS) {
                fireTimers(now);
            }
            drop(now);
            now = nextDue();
        }
        watermarkNs = newWatermarkNs;
        if (newWatermarkNs == Long.MAX_VALUE) {
            new ArrayList<>(windows.keySet())
                    .stream().filter(start -> !ended.get(start)).forEach(this::end);
            drop(watermark);
        }
    }

    /** Drops windows; what was their last result in this step says so. */
    private void drop(final BigInteger now) {
        for (final BigInteger start : new ArrayList<>(windows.keySet())) {
            if (ended.get(start) && gone(start).compareTo(now) <= 0) {
                for (final Cell cell : windows.remove(start).values()) {
                    unfired += cell.changed ? 1 : 0;
                    if (setup.mutant != Mutant.DROPPING_NOT_SAID) {
                        cell.lines.forEach(at -> out.set(at, out.get(at).replace("dropped 0", "dropped 1")));
                    }
                }
            }
        }
    }

    private BigInteger nextDue() {
        BigInteger due = null;
        for (final Map.Entry<BigInteger, Map<Long, Cell>> window : windows.entrySet()) {
            final BigInteger start = window.getKey();
            due = min(due, ended.get(start) ? gone(start) : due(start));
            for (final Cell cell : window.getValue().values()) {
                if (cell.event.registration >= 0) {
                    due = min(due, BigInteger.valueOf(cell.event.timeNs));
                }
            }
        }
        return due;
    }

    private static BigInteger min(final BigInteger one, final BigInteger other) {
        return one == null ? other : one.min(other);
    }

    private void end(final BigInteger start) {
        ended.put(start, true);
        if (!setup.trigger.firesAtEnd()) {
            return;
        }
        final Comparator<Cell> order = setup.mutant == Mutant.ORDER_BY_KEY
                ? Comparator.comparing(cell -> cell.key)
                : Comparator.comparing(cell -> places.get(cell.key));
        windows.get(start).values().stream().sorted(order).forEach(cell -> {
            if (cell.holding && (cell.changed || setup.trigger.repeatsAtEnd() || setup.mutant == Mutant.REPEATS)) {
                cell.emit();
                if (setup.discarding && setup.mutant != Mutant.DISCARDING_KEEPS) {
                    cell.values.clear();
                    cell.holding = false;
                }
            }
        });
    }

    private void fireTimers(final BigInteger now) {
        fire(now, false);
    }

    void onProcessingTime(final long nowNs) {
        processingNs = nowNs;
        fire(BigInteger.valueOf(nowNs), true);
    }

    private void fire(final BigInteger now, final boolean processing) {
        while (true) {
            final Cell cell = windows.values().stream()
                    .flatMap(cells -> cells.values().stream())
                    .filter(each -> each.timer(processing).registration >= 0)
                    .min(Comparator.<Cell>comparingLong(each -> each.timer(processing).timeNs)
                            .thenComparing(each -> setup.keyedByRecords ? 0 : each.key)
                            .thenComparing(each -> each.timer(processing).registration))
                    .orElse(null);
            if (cell == null
                    || BigInteger.valueOf(cell.timer(processing).timeNs).compareTo(now) > 0) {
                return;
            }
            final Timer timer = cell.timer(processing);
            timer.registration = -1;
            cell.timeNs = timer.timeNs;
            cell.watermarkNs = processing ? watermarkNs : now.longValueExact();
            final Decision decision = processing ? setup.trigger.onProcessingTimer(cell) : setup.trigger.onTimer(cell);
            act(cell, decision.isFiring(), decision.isPurging());
        }
    }

    static String line(final long key, final long startNs, final long endNs, final long[] totals, final long[] firing) {
        return "key " + key + " [" + startNs + ", " + endNs + ") count " + totals[0] + " sum " + totals[1] + " last "
                + totals[2] + " fired " + firing[0] + " dropped " + firing[1] + " at " + firing[2];
    }

    /** A timer, set or not. */
    private final class Timer {
        long timeNs;
        long registration = -1;

        void set(final long newTimeNs) {
            if (newTimeNs == Long.MAX_VALUE) {
                registration = -1;
            } else if (registration < 0 || timeNs != newTimeNs) {
                timeNs = newTimeNs;
                registration = nextRegistration++;
            }
        }
    }

    /** A key in a window. */
    private final class Cell implements TriggerContext {
        final long key;
        final BigInteger start;
        final List<Long> values = new ArrayList<>();
        final Map<Integer, Long> state = new HashMap<>();
        final Timer event = new Timer();
        final Timer processing = new Timer();
        boolean holding;
        boolean changed;
        /** Numbers of the results of this step that say so if the window is dropped in it. */
        final List<Integer> lines = new ArrayList<>();

        long largestNs = Long.MIN_VALUE;
        long fired;
        long timeNs;
        long watermarkNs;

        Cell(final long key, final BigInteger start) {
            this.key = key;
            this.start = start;
        }

        Timer timer(final boolean byProcessingTime) {
            return byProcessingTime ? processing : event;
        }

        void emit() {
            final long[] totals = {
                values.size(), values.stream().mapToLong(each -> each).sum(), values.get(values.size() - 1)
            };
            final long resultNs = isGlobal() ? largestNs : last(start).longValueExact();
            final long[] firing = {setup.mutant == Mutant.FIRINGS_NOT_COUNTED ? 0 : fired, 0, resultNs};
            lines.add(out.size());
            out.add(line(key, startNs(), endNs(), totals, firing));
            fired++;
            changed = false;
        }

        @Override
        public long startNs() {
            return start.longValueExact();
        }

        @Override
        public long endNs() {
            return isGlobal() ? Long.MAX_VALUE : last(start).add(BigInteger.ONE).longValueExact();
        }

        @Override
        public long timeNs() {
            return timeNs;
        }

        @Override
        public long watermarkNs() {
            return watermarkNs;
        }

        @Override
        public long processingTimeNs() {
            return processingNs;
        }

        @Override
        public long firedBefore() {
            return fired;
        }

        @Override
        public long get(final int number) {
            return state.getOrDefault(number, 0L);
        }

        @Override
        public void set(final int number, final long value) {
            state.put(number, value);
        }

        @Override
        public void setTimer(final long newTimeNs) {
            event.set(BigInteger.valueOf(newTimeNs).compareTo(gone(start)) >= 0 ? Long.MAX_VALUE : newTimeNs);
        }

        @Override
        public long timerNs() {
            return event.registration < 0 ? Long.MAX_VALUE : event.timeNs;
        }

        @Override
        public void clearTimer() {
            event.set(Long.MAX_VALUE);
        }

        @Override
        public void setProcessingTimer(final long newTimeNs) {
            processing.set(newTimeNs);
        }

        @Override
        public long processingTimerNs() {
            return processing.registration < 0 ? Long.MAX_VALUE : processing.timeNs;
        }

        @Override
        public void clearProcessingTimer() {
            processing.set(Long.MAX_VALUE);
        }
    }
}
