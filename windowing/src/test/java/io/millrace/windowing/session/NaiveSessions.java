package io.millrace.windowing.session;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sessions as one would write them without a thought of speed: all events of every session are kept, and with every
 * event and watermark all of it is looked at. It can be given an error, for the test of the test.
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
        PLACE_FOR_GOOD
    }

    private record Event(long timeNs, long value, long endNs) {}

    private static final class Session {
        long startNs = Long.MAX_VALUE;
        long endNs = Long.MIN_VALUE;
        long firings;
        long count;
        boolean revocable;
        String latest;
        final List<Event> events = new ArrayList<>();

        void add(final Event event) {
            events.add(event);
            startNs = Math.min(startNs, event.timeNs);
            endNs = Math.max(endNs, event.endNs);
        }

        void join(final Session part) {
            count += part.count;
            events.addAll(part.events);
            startNs = Math.min(startNs, part.startNs);
            endNs = Math.max(endNs, part.endNs);
        }
    }

    private record Due(long key, Session session) {}

    private final BigInteger latenessNs;
    private final boolean discarding;
    private final long every;
    private final Mutant mutant;
    private final Map<Long, List<Session>> sessions = new HashMap<>();
    private final Map<Long, Long> places = new HashMap<>();
    private final List<String> out = new ArrayList<>();
    private long nextPlace;

    NaiveSessions(final long latenessNs, final boolean discarding, final Mutant mutant) {
        this(latenessNs, discarding, mutant, 0);
    }

    /** With results after every so many events, and no others; 0: when sessions are complete. */
    NaiveSessions(final long latenessNs, final boolean discarding, final Mutant mutant, final long every) {
        this.every = every;
        this.latenessNs = BigInteger.valueOf(latenessNs);
        this.discarding = discarding;
        this.mutant = mutant;
    }

    List<String> takeOutput() {
        final List<String> taken = new ArrayList<>(out);
        out.clear();
        return taken;
    }

    long countOpen() {
        return sessions.values().stream().mapToLong(List::size).sum();
    }

    void onEvent(final long key, final long timeNs, final long value, final long gapNs, final long watermarkNs) {
        if (BigInteger.valueOf(timeNs).add(BigInteger.valueOf(gapNs)).bitLength() > 63) {
            out.add("unrepresentable " + timeNs);
            return;
        }
        final Event event = new Event(timeNs, value, timeNs + gapNs);
        final List<Session> open = sessions.computeIfAbsent(key, any -> new ArrayList<>());
        final List<Session> parts = new ArrayList<>(
                open.stream().filter(session -> overlap(session, event)).toList());
        parts.sort(Comparator.comparingLong(session -> session.startNs));
        final boolean lateAlone = isDropped(event.endNs, watermarkNs);
        if (lateAlone && (parts.isEmpty() || mutant == Mutant.LATE_BY_ITSELF)) {
            out.add("late " + timeNs + " by "
                    + BigInteger.valueOf(watermarkNs)
                            .subtract(BigInteger.valueOf(timeNs))
                            .min(max()) + " for "
                    + timeNs);
            return;
        }
        if (open.isEmpty() && (mutant != Mutant.PLACE_FOR_GOOD || !places.containsKey(key))) {
            places.put(key, nextPlace++);
        }
        final Session merged = new Session();
        merged.add(event);
        for (final Session part : parts) {
            if (mutant != Mutant.FORGETS_BRIDGED || part == parts.get(0)) {
                merged.join(part);
            }
        }
        final boolean same =
                parts.size() == 1 && parts.get(0).startNs == merged.startNs && parts.get(0).endNs == merged.endNs;
        if (same) {
            merged.firings = parts.get(0).firings;
            merged.revocable = parts.get(0).revocable;
            merged.latest = parts.get(0).latest;
        } else if (!discarding && mutant != Mutant.NO_RETRACTION) {
            parts.stream().filter(part -> part.revocable).forEach(part -> retract(part));
        }
        open.removeAll(parts);
        open.add(merged);
        merged.count++;
        if (every == 0 ? isComplete(merged, watermarkNs) : merged.count >= every) {
            merged.count = 0;
            fire(key, merged);
        }
    }

    private static BigInteger max() {
        return BigInteger.valueOf(Long.MAX_VALUE);
    }

    private boolean overlap(final Session session, final Event event) {
        return mutant == Mutant.TOUCHING_MERGE
                ? session.startNs <= event.endNs && event.timeNs <= session.endNs
                : session.startNs < event.endNs && event.timeNs < session.endNs;
    }

    private boolean isComplete(final Session session, final long watermarkNs) {
        return session.endNs - (mutant == Mutant.FIRES_ONE_LATE ? 0 : 1) <= watermarkNs;
    }

    private boolean isDropped(final long endNs, final long watermarkNs) {
        final BigInteger until = BigInteger.valueOf(endNs - 1)
                .add(latenessNs)
                .add(BigInteger.valueOf(mutant == Mutant.KEEPS_ONE_LONGER ? 1 : 0))
                .min(max());
        return until.compareTo(BigInteger.valueOf(watermarkNs)) <= 0;
    }

    void onWatermark(final long watermarkNs) {
        final List<Due> due = new ArrayList<>();
        sessions.forEach((key, open) -> open.stream()
                .filter(session -> every == 0 && session.firings == 0 && isComplete(session, watermarkNs))
                .forEach(session -> due.add(new Due(key, session))));
        due.sort(Comparator.<Due>comparingLong(each -> each.session.endNs)
                .thenComparingLong(each -> places.get(each.key)));
        due.forEach(each -> fire(each.key, each.session));
        sessions.values().forEach(open -> open.removeIf(session -> isDropped(session.endNs, watermarkNs)));
    }

    private void fire(final long key, final Session session) {
        final boolean dropped = latenessNs.signum() == 0 && every == 0;
        out.add(text(key, session, session.firings, dropped ? " dropped" : ""));
        session.latest = text(key, session, session.firings, " taken back");
        session.revocable = !discarding;
        session.firings++;
        if (discarding && mutant != Mutant.FORGETS_NOTHING) {
            session.events.clear();
        }
    }

    private void retract(final Session session) {
        out.add("not " + session.latest);
    }

    private static String text(final long key, final Session session, final long firedBefore, final String marks) {
        final long sum = session.events.stream().mapToLong(Event::value).sum();
        final long first =
                session.events.stream().mapToLong(Event::timeNs).min().orElseThrow();
        final long last = session.events.stream().mapToLong(Event::timeNs).max().orElseThrow();
        return "key " + key + " [" + session.startNs + ", " + session.endNs + ") count " + session.events.size()
                + " sum " + sum + " from " + first + " to " + last + " after " + firedBefore + marks + " at "
                + (session.endNs - 1);
    }
}
