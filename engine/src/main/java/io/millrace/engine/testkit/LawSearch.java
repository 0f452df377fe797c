package io.millrace.engine.testkit;

import io.millrace.engine.testkit.LawTrial.Difference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Looks for events with which an aggregate breaks a law: few events first, then fewer than were found. */
final class LawSearch<T> {
    private static final int TRIES = 20;

    private final LawTrial<? super T, ?, ?> trial;
    private final Function<SplittableRandom, T> events;
    private final Set<AggregateLaw> laws;
    private final boolean timeOrder;

    LawSearch(
            final LawTrial<? super T, ?, ?> trial,
            final Function<SplittableRandom, T> events,
            final Set<AggregateLaw> laws,
            final boolean timeOrder) {
        this.trial = trial;
        this.events = events;
        this.laws = laws;
        this.timeOrder = timeOrder;
    }

    Optional<BrokenLaw> find(final long seed, final int cases, final int maxEvents) {
        final SplittableRandom seeds = new SplittableRandom(seed);
        final int growing = Math.max(1, cases / 2);
        for (int i = 0; i < cases; i++) {
            final SplittableRandom random = seeds.split();
            final int size = i < growing ? i * (maxEvents + 1) / growing : random.nextInt(maxEvents + 1);
            final List<Occurrence<T>> occurrences = occurrences(size, random);
            for (final AggregateLaw law : laws) {
                final long cut = random.nextLong();
                final Difference difference = trial.tryLaw(law, occurrences, new SplittableRandom(cut));
                if (difference != null) {
                    final String where = "seed " + seed + ", case " + i;
                    return Optional.of(smallest(law, occurrences, cut, difference, seed, where));
                }
            }
        }
        trial.requireResults();
        return Optional.empty();
    }

    /** Events whose times have ties and disorder, and lie anywhere in time. */
    private List<Occurrence<T>> occurrences(final int size, final SplittableRandom random) {
        final long originNs = switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextLong(-20, 0);
            case 2 -> random.nextLong() / 4;
            default -> 1_700_000_000_000_000_000L;
        };
        final long spreadNs = random.nextInt(4) == 0 ? random.nextLong(1, 1L << 40) : random.nextLong(1, 12);
        final List<Long> timesNs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            timesNs.add(originNs + random.nextLong(spreadNs));
        }
        if (timeOrder) {
            timesNs.sort(Comparator.naturalOrder());
        }
        long sequence = random.nextLong(1_000);
        final List<Occurrence<T>> occurrences = new ArrayList<>();
        for (final long timeNs : timesNs) {
            sequence += 1 + random.nextInt(2);
            occurrences.add(new Occurrence<>(events.apply(random), timeNs, sequence));
        }
        return occurrences;
    }

    /** Leaves out one event after the other, as long as the law stays broken by some cut of the rest. */
    private BrokenLaw smallest(
            final AggregateLaw law,
            final List<Occurrence<T>> found,
            final long cut,
            final Difference difference,
            final long seed,
            final String where) {
        List<Occurrence<T>> events = found;
        Difference smallest = difference;
        int place = 0;
        while (place < events.size()) {
            final List<Occurrence<T>> fewer = new ArrayList<>(events);
            fewer.remove(place);
            final Difference still = brokenBySomeCut(law, fewer, cut);
            if (still == null) {
                place++;
            } else {
                events = fewer;
                smallest = still;
                place = 0;
            }
        }
        final String text = trial.name() + " breaks a law of aggregates: " + law + "\n" + smallest.parts()
                + "  " + law.left() + ":\n      " + smallest.left() + "\n"
                + "  " + law.right() + ":\n      " + smallest.right() + "\n"
                + "  (" + where + ", with " + found.size() + " events; these are " + events.size() + ")";
        return new BrokenLaw(law, events.size(), seed, text);
    }

    private Difference brokenBySomeCut(final AggregateLaw law, final List<Occurrence<T>> occurrences, final long cut) {
        for (int i = 0; i < TRIES; i++) {
            final Difference difference = trial.tryLaw(law, occurrences, new SplittableRandom(cut + i));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }
}
