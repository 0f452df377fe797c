package io.millrace.engine.testkit;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Tries whether an aggregate keeps the laws that windows rely on, with random events; see {@link AggregateLaw} for what
 * is tried.
 *
 * <pre>{@code
 * AggregateLaws.of(aggregate, TradeFlyweight.TYPE,
 *                 (random, trade) -> trade.price(random.nextLong(-5, 100)).quantity(random.nextLong(10)))
 *         .inAnyOrder()
 *         .check();
 * }</pre>
 *
 * <p>Events come with ties and disorder in their times, and with times that are negative, or large. Few events are
 * tried first, and a counterexample is made smaller by leaving events out. The same seed tries the same events again.
 *
 * <p>A law holds if both sides give the same result, or throw the same kind of exception. <b>Not thread-safe.</b>
 *
 * @param <T> the event.
 */
public final class AggregateLaws<T> {
    private final Aggregate<? super T, ?, ?> aggregate;
    private final Function<SplittableRandom, T> events;
    private long seed = 1;
    private int cases = 500;
    private int maxEvents = 12;
    private double tolerance;
    private final Set<AggregateLaw> laws = EnumSet.complementOf(EnumSet.of(AggregateLaw.ANY_ORDER));
    private boolean timeOrder;
    private Flyweight key;

    private AggregateLaws(final Aggregate<? super T, ?, ?> aggregate, final Function<SplittableRandom, T> events) {
        this.aggregate = aggregate;
        this.events = events;
    }

    /**
     * Prepares a trial with events of any kind.
     *
     * @param aggregate what to try.
     * @param events makes an event out of random numbers, with a {@code toString} that people can read.
     * @param <T> the event.
     * @return a trial.
     */
    public static <T> AggregateLaws<T> of(
            final Aggregate<? super T, ?, ?> aggregate, final Function<SplittableRandom, T> events) {
        return new AggregateLaws<>(aggregate, events);
    }

    /**
     * Prepares a trial with events that are records.
     *
     * @param aggregate what to try.
     * @param type the type of events.
     * @param fill writes random numbers into an event, whose bytes are zeros.
     * @param <T> the interface through which an event is read.
     * @param <F> the event's flyweight.
     * @return a trial.
     */
    public static <T, F extends Flyweight> AggregateLaws<T> of(
            final Aggregate<? super T, ?, ?> aggregate,
            final RecordType<T, F> type,
            final BiConsumer<SplittableRandom, F> fill) {
        return new AggregateLaws<>(aggregate, random -> {
            final F event = Copies.zeros(type);
            fill.accept(random, event);
            return type.recordClass().cast(event);
        });
    }

    /**
     * Sets the seed of all random numbers.
     *
     * @param newSeed any number; 1 unless said otherwise.
     * @return this.
     */
    public AggregateLaws<T> seed(final long newSeed) {
        seed = newSeed;
        return this;
    }

    /**
     * Sets how many lists of events are tried.
     *
     * @param count more than 0; 500 unless said otherwise.
     * @return this.
     */
    public AggregateLaws<T> cases(final int count) {
        cases = requirePositive("cases", count);
        return this;
    }

    /**
     * Sets how many events a list has at most.
     *
     * @param count more than 0; 12 unless said otherwise. Take more where an accumulator has limits to pass.
     * @return this.
     */
    public AggregateLaws<T> maxEvents(final int count) {
        maxEvents = requirePositive("events", count);
        return this;
    }

    /**
     * Sets by how much floating-point numbers in results may differ: no more than this share of the larger one, or of 1
     * if both are smaller. Whole numbers never differ.
     *
     * @param share 0 unless said otherwise; 1e-9 suits sums, means and the like.
     * @return this.
     */
    public AggregateLaws<T> tolerance(final double share) {
        if (!(share >= 0)) {
            throw new IllegalArgumentException("a tolerance is zero or more, not " + share);
        }
        tolerance = share;
        return this;
    }

    /**
     * Claims that the order of calls does not matter, but only what {@link io.millrace.windowing.EventContext} says:
     * tries {@link AggregateLaw#ANY_ORDER}, too.
     *
     * @return this.
     */
    public AggregateLaws<T> inAnyOrder() {
        laws.add(AggregateLaw.ANY_ORDER);
        return this;
    }

    /**
     * Lets events come in order of their times: for aggregates that do not promise anything in disorder.
     *
     * @return this.
     */
    public AggregateLaws<T> inTimeOrder() {
        timeOrder = true;
        return this;
    }

    /**
     * Lets windows be keyed by a record: for aggregates whose {@code finish} reads it. Otherwise keys are numbers.
     *
     * @param newKey the key of all windows; copied.
     * @return this.
     */
    public AggregateLaws<T> keyedBy(final Flyweight newKey) {
        key = Copies.of(newKey);
        return this;
    }

    /**
     * Tries all laws.
     *
     * @throws AssertionError with the smallest counterexample found, if the aggregate breaks a law.
     * @throws IllegalStateException if the aggregate never had a result, but always threw: then nothing was tried.
     */
    public void check() {
        find().ifPresent(broken -> {
            throw new AssertionError(broken.text());
        });
    }

    /**
     * Looks for a counterexample.
     *
     * @return the smallest one found, or nothing.
     * @throws IllegalStateException if the aggregate never had a result, but always threw: then nothing was tried.
     */
    public Optional<BrokenLaw> find() {
        return new LawSearch<>(new LawTrial<>(aggregate, tolerance, key), events, laws, timeOrder)
                .find(seed, cases, maxEvents);
    }

    private static int requirePositive(final String what, final int count) {
        if (count < 1) {
            throw new IllegalArgumentException("1 or more " + what + " are tried, not " + count);
        }
        return count;
    }
}
