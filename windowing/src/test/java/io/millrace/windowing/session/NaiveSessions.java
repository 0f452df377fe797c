package io.millrace.windowing.session;

import io.millrace.windowing.trigger.Decision;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.TriggerContext;
import io.millrace.windowing.trigger.Triggers;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sessions, with or without a trigger, as one would write them without a thought of speed: all events of every session
 * are kept, and with every event and watermark all of it is looked at. It can be given an error, for the test of the
 * test.
 */
final class NaiveSessions {
    /** What the model does wrong. */
    enum Mutant {
        NONE,
        TOUCHING_MERGE,
        LATE_BY_ITSELF,
        FIRES_ONE_LATE,
        KEEPS_ONE_LONGER,
        NO_RETRACTION,
        FORGETS_BRIDGED,
        FORGETS_NOTHING,
        PLACE_FOR_GOOD,
        TIMERS_AFTER_ENDS,
        STATES_NOT_MERGED,
        TIMERS_OF_BRIDGED_LOST,
        FIRINGS_GO_ON,
        PURGED_IS_TAKEN_BACK,
        NOT_COUNTED_AS_UNFIRED
    }

    /** The settings of a model. */
    record Setup(
            long latenessNs,
            boolean discarding,
            Trigger<? super Click> trigger,
            boolean keyedByRecords,
            Mutant mutant) {
        Setup(final long latenessNs, final boolean discarding, final Mutant mutant) {
            this(latenessNs, discarding, Triggers.eventTime(), false, mutant);
        }
    }

    private record Event(long timeNs, long value) {}

    private final Setup setup;
    private final Mutant mutant;
    private final Map<Long, List<Session>> sessions = new HashMap<>();
    private final Map<Long, Long> places = new HashMap<>();
    private final List<String> out = new ArrayList<>();
    private long nextPlace;
    private long nextRegistration;
    private long processingNs;
    private long unfired;

    NaiveSessions(final Setup setup) {
        this.setup = setup;
        mutant = setup.mutant;
    }

    List<String> takeOutput() {
        final List<String> taken = new ArrayList<>(out);
        out.clear();
        return taken;
    }

    long countOpen() {
        return all().count();
    }

    long unfired() {
        return unfired;
    }

    private Stream<Session> all() {
        return sessions.values().stream().flatMap(List::stream);
    }

    void onEvent(final Click click, final long watermarkNs) {
        final long timeNs = click.timeNs();
        if (big(timeNs).add(big(click.gapNs())).bitLength() > 63) {
            out.add("unrepresentable " + timeNs);
            return;
        }
        final Session merged = new Session(click.key(), timeNs, timeNs + click.gapNs());
        final List<Session> open = sessions.computeIfAbsent(click.key(), any -> new ArrayList<>());
        final List<Session> parts = open.stream()
                .filter(merged::overlaps)
                .sorted(Comparator.comparingLong(session -> session.startNs))
                .toList();
        if (merged.isGone(watermarkNs) && (parts.isEmpty() || mutant == Mutant.LATE_BY_ITSELF)) {
            final BigInteger lateBy = big(watermarkNs).subtract(big(timeNs)).min(big(Long.MAX_VALUE));
            out.add("late " + timeNs + " by " + lateBy + " for " + timeNs);
            return;
        }
        if (open.isEmpty() && (mutant != Mutant.PLACE_FOR_GOOD || !places.containsKey(click.key()))) {
            places.put(click.key(), nextPlace++);
        }
        final Session session = parts.size() == 1 && parts.get(0).contains(merged) ? parts.get(0) : merged;
        if (session == merged) {
            parts.stream().filter(part -> part.revocable).forEach(part -> {
                if (mutant != Mutant.NO_RETRACTION) {
                    out.add("not " + part.latest);
                }
            });
            merged.become(parts);
            merged.complete = merged.isComplete(watermarkNs);
            open.removeAll(parts);
            open.add(merged);
        }
        add(session, click, watermarkNs);
    }

    private void add(final Session session, final Click click, final long watermarkNs) {
        session.events.add(new Event(click.timeNs(), click.value()));
        session.holding = true;
        session.changed = true;
        session.timeNs = click.timeNs();
        session.watermarkNs = watermarkNs;
        final Decision decision = setup.trigger.onEvent(click, session);
        session.act(decision.isFiring() || setup.trigger.firesAtEnd() && session.complete, decision.isPurging());
        fireTimers(watermarkNs, false);
    }

    private static BigInteger big(final long value) {
        return BigInteger.valueOf(value);
    }

    void onWatermark(final long watermarkNs) {
        all().forEach(session -> session.lines.clear());
        for (long now = nextDueNs(); now <= watermarkNs && countOpen() > 0; now = nextDueNs()) {
            if (mutant == Mutant.TIMERS_AFTER_ENDS) {
                end(now);
                fireTimers(now, false);
            } else {
                fireTimers(now, false);
                end(now);
            }
        }
    }

    private long nextDueNs() {
        return all().flatMap(session -> Stream.of(session.dueNs(), session.timer.dueNs()))
                .min(Comparator.naturalOrder())
                .orElse(Long.MAX_VALUE);
    }

    private void end(final long now) {
        all().filter(session -> !session.complete && session.isComplete(now))
                .sorted(Comparator.comparing(session -> places.get(session.key)))
                .toList()
                .forEach(session -> {
                    session.complete = true;
                    session.act(setup.trigger.firesAtEnd() && (session.changed || setup.trigger.repeatsAtEnd()), false);
                });
        all().filter(session -> session.isGone(now) && session.changed && mutant != Mutant.NOT_COUNTED_AS_UNFIRED)
                .forEach(session -> unfired++);
        all().filter(session -> session.isGone(now))
                .forEach(session ->
                        session.lines.forEach(at -> out.set(at, out.get(at).replace(" at ", " dropped at "))));
        sessions.values().forEach(open -> open.removeIf(session -> session.isGone(now)));
    }

    void onProcessingTime(final long nowNs) {
        processingNs = nowNs;
        fireTimers(nowNs, true);
    }

    private void fireTimers(final long nowNs, final boolean processing) {
        while (true) {
            final Session session = all().filter(each -> each.timer(processing).isSet())
                    .min(Comparator.<Session>comparingLong(each -> each.timer(processing).timeNs)
                            .thenComparing(each -> setup.keyedByRecords ? 0 : each.key)
                            .thenComparing(each -> each.timer(processing).registration))
                    .orElse(null);
            if (session == null || session.timer(processing).timeNs > nowNs) {
                return;
            }
            final Timer timer = session.timer(processing);
            timer.registration = -1;
            session.timeNs = timer.timeNs;
            session.watermarkNs = nowNs;
            final Decision decision =
                    processing ? setup.trigger.onProcessingTimer(session) : setup.trigger.onTimer(session);
            session.act(decision.isFiring(), decision.isPurging());
        }
    }

    /** A timer, set or not. */
    private final class Timer {
        long timeNs;
        long registration = -1;

        boolean isSet() {
            return registration >= 0;
        }

        long dueNs() {
            return isSet() ? timeNs : Long.MAX_VALUE;
        }

        void set(final long newTimeNs) {
            if (newTimeNs == Long.MAX_VALUE) {
                registration = -1;
            } else if (!isSet() || timeNs != newTimeNs) {
                timeNs = newTimeNs;
                registration = nextRegistration++;
            }
        }
    }

    /** A session of a key, and what its trigger knows of it. */
    private final class Session implements TriggerContext {
        final long key;
        final List<Event> events = new ArrayList<>();
        final Map<Integer, Long> state = new HashMap<>();
        Timer timer = new Timer();
        Timer processingTimer = new Timer();
        long startNs;
        long endNs;
        boolean complete;
        boolean holding;
        boolean changed;
        boolean revocable;
        String latest;

        /** Numbers of the results of this step that say so if the session is dropped in it. */
        final List<Integer> lines = new ArrayList<>();

        long fired;
        long timeNs;
        long watermarkNs;

        Session(final long key, final long startNs, final long endNs) {
            this.key = key;
            this.startNs = startNs;
            this.endNs = endNs;
        }

        Timer timer(final boolean processing) {
            return processing ? processingTimer : timer;
        }

        boolean overlaps(final Session other) {
            return mutant == Mutant.TOUCHING_MERGE
                    ? startNs <= other.endNs && other.startNs <= endNs
                    : startNs < other.endNs && other.startNs < endNs;
        }

        boolean contains(final Session other) {
            return startNs <= other.startNs && other.endNs <= endNs;
        }

        boolean isComplete(final long nowNs) {
            return endNs - (mutant == Mutant.FIRES_ONE_LATE ? 0 : 1) <= nowNs;
        }

        boolean isGone(final long nowNs) {
            return goneNs() <= nowNs;
        }

        long goneNs() {
            final BigInteger until =
                    big(endNs).add(big(setup.latenessNs)).subtract(big(mutant == Mutant.KEEPS_ONE_LONGER ? 0 : 1));
            return until.min(big(Long.MAX_VALUE)).longValueExact();
        }

        long dueNs() {
            return complete ? goneNs() : endNs - (mutant == Mutant.FIRES_ONE_LATE ? 0 : 1);
        }

        /** Takes over what the parts are, the earliest first. */
        void become(final List<Session> parts) {
            for (final Session part : parts) {
                final boolean first = part == parts.get(0);
                startNs = Math.min(startNs, part.startNs);
                endNs = Math.max(endNs, part.endNs);
                holding |= part.holding;
                changed |= part.changed;
                if (first || mutant != Mutant.FORGETS_BRIDGED) {
                    events.addAll(part.events);
                }
                if (first) {
                    state.putAll(part.state);
                    timer = part.timer;
                    processingTimer = part.processingTimer;
                    fired = mutant == Mutant.FIRINGS_GO_ON ? part.fired : 0;
                } else {
                    mergeTrigger(part);
                }
            }
        }

        private void mergeTrigger(final Session part) {
            for (int number = 0; number < setup.trigger.stateLongs(); number++) {
                if (mutant != Mutant.STATES_NOT_MERGED) {
                    state.put(number, setup.trigger.merge(number, get(number), part.get(number)));
                }
            }
            if (mutant != Mutant.TIMERS_OF_BRIDGED_LOST) {
                timer.set(Math.min(timer.dueNs(), part.timer.dueNs()));
                processingTimer.set(Math.min(processingTimer.dueNs(), part.processingTimer.dueNs()));
            }
        }

        void act(final boolean firing, final boolean purging) {
            if (firing && holding) {
                lines.add(out.size());
                out.add(text(""));
                latest = text(" taken back");
                fired++;
                changed = false;
                revocable = !setup.discarding;
            }
            if (purging || firing && setup.discarding && mutant != Mutant.FORGETS_NOTHING) {
                events.clear();
                holding = false;
                changed = false;
                revocable &= mutant == Mutant.PURGED_IS_TAKEN_BACK;
            }
            if (holding && !complete && setup.trigger.firesAtEnd() && setup.trigger.repeatsAtEnd()) {
                lines.clear();
            }
        }

        private String text(final String marks) {
            final long sum = events.stream().mapToLong(Event::value).sum();
            final long first = events.stream().mapToLong(Event::timeNs).min().orElseThrow();
            final long last = events.stream().mapToLong(Event::timeNs).max().orElseThrow();
            return "key " + key + " [" + startNs + ", " + endNs + ") count " + events.size() + " sum " + sum + " from "
                    + first + " to " + last + " after " + fired + marks + " at " + (endNs - 1);
        }

        @Override
        public long startNs() {
            return startNs;
        }

        @Override
        public long endNs() {
            return endNs;
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
            timer.set(newTimeNs);
        }

        @Override
        public long timerNs() {
            return timer.dueNs();
        }

        @Override
        public void clearTimer() {
            timer.set(Long.MAX_VALUE);
        }

        @Override
        public void setProcessingTimer(final long newTimeNs) {
            processingTimer.set(newTimeNs);
        }

        @Override
        public long processingTimerNs() {
            return processingTimer.dueNs();
        }

        @Override
        public void clearProcessingTimer() {
            processingTimer.set(Long.MAX_VALUE);
        }
    }
}
