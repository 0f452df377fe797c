package io.millrace.engine.testkit;

import io.millrace.record.Flyweight;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Tries one law with some events, on records with memory of their own. */
final class LawTrial<E, A extends Flyweight, O extends Flyweight> {
    private static final byte POISON = 0x77;

    private final Aggregate<E, A, O> aggregate;
    private final double tolerance;
    private final EventContext context = new EventContext();
    private final Window window;
    private boolean anyResult;
    private RuntimeException failure;

    LawTrial(final Aggregate<E, A, O> aggregate, final double tolerance, final Flyweight key) {
        this.aggregate = aggregate;
        this.tolerance = tolerance;
        this.window = new Window(key);
    }

    /** Fails if nothing was tried. */
    void requireResults() {
        if (!anyResult) {
            throw new IllegalStateException(name() + " never has a result, so that no law was tried", failure);
        }
    }

    /** How the sides of a law differ. */
    record Difference(String parts, String left, String right) {}

    String name() {
        return "the aggregate " + aggregate.outputType().name() + " ("
                + aggregate.getClass().getName() + ")";
    }

    /** Tries a law with the events cut in some way; null if it holds. */
    Difference tryLaw(
            final AggregateLaw law,
            final List<? extends Occurrence<? extends E>> events,
            final SplittableRandom random) {
        setWindow(events, random);
        final Cut<E> all = new Cut<>(events);
        final Cut<E> two = new Cut<>(events, random.nextInt(events.size() + 1));
        final int first = random.nextInt(events.size() + 1);
        final Cut<E> three = new Cut<>(events, first, random.nextInt(first, events.size() + 1));
        return switch (law) {
            case SAME_TYPES -> sameTypes(all);
            case NEUTRAL_BEFORE -> compare(all, () -> combine(create(), of(all.a())), () -> of(all.a()));
            case NEUTRAL_AFTER -> compare(all, () -> combine(of(all.a()), create()), () -> of(all.a()));
            case ASSOCIATIVE ->
                compare(
                        three,
                        () -> combine(combine(of(three.a()), of(three.b())), of(three.c())),
                        () -> combine(of(three.a()), combine(of(three.b()), of(three.c()))));
            case CUT_ANYWHERE ->
                compare(three, () -> of(events), () -> add(combine(of(three.a()), of(three.b())), three.c()));
            case COMBINED_STAYS -> stays(two, of -> combine(of(two.a()), of), two.b());
            case DEDUCT_LAST -> deductible(() -> compare(two, () -> withoutLast(two), () -> of(two.a())));
            case DEDUCT_FIRST -> deductible(() -> compare(two, () -> withoutFirst(two), () -> of(two.b())));
            case DEDUCTED_STAYS -> deductible(() -> stays(two, of -> deduct(both(two), of), two.b()));
            case FINISH_CHANGES_NOTHING -> stays(all, this::finish, all.a());
            case FINISH_REPEATS -> finishRepeats(two);
            case NO_MEMORY -> compare(two, () -> of(two.a()), () -> filledAlternately(two));
            case WRITES_INSIDE -> writesInside(two);
            case ANY_ORDER -> compare(all, () -> of(all.a()), () -> of(shuffled(all.a(), random)));
        };
    }

    /** A window around the events. */
    private void setWindow(final List<? extends Occurrence<?>> events, final SplittableRandom random) {
        final long least = events.stream().mapToLong(Occurrence::timeNs).min().orElse(0);
        final long most = events.stream().mapToLong(Occurrence::timeNs).max().orElse(0);
        window.setTimes(least - random.nextInt(5), most + 1 + random.nextInt(5));
        window.setKey(random.nextInt(-2, 100));
        window.setFiring(random.nextInt(3), random.nextBoolean(), false);
    }

    private A create() {
        final A accumulator = new GuardedRecord<>(aggregate.accumulatorType()).record();
        aggregate.create(accumulator);
        return accumulator;
    }

    private A of(final List<? extends Occurrence<? extends E>> events) {
        return add(create(), events);
    }

    private A add(final A accumulator, final List<? extends Occurrence<? extends E>> events) {
        for (final Occurrence<? extends E> occurrence : events) {
            add(accumulator, occurrence);
        }
        return accumulator;
    }

    /** Adds an event whose memory is overwritten afterwards, as it is in a pipeline. */
    @SuppressWarnings("unchecked")
    private void add(final A accumulator, final Occurrence<? extends E> occurrence) {
        context.set(occurrence.timeNs(), occurrence.sequence());
        if (occurrence.event() instanceof Flyweight event) {
            final Flyweight copy = Copies.of(event);
            aggregate.add(accumulator, (E) copy, context); // of the same class as the event
            copy.buffer().setMemory(copy.offset(), copy.sizeBytes(), POISON);
        } else {
            aggregate.add(accumulator, occurrence.event(), context);
        }
        context.set(Long.MIN_VALUE, Long.MIN_VALUE);
    }

    private A combine(final A accumulator, final A other) {
        aggregate.combine(accumulator, other);
        return accumulator;
    }

    private A deduct(final A accumulator, final A other) {
        aggregate.deduct(accumulator, other);
        return accumulator;
    }

    private A both(final Cut<E> two) {
        return combine(of(two.a()), of(two.b()));
    }

    private A withoutLast(final Cut<E> two) {
        return deduct(both(two), of(two.b()));
    }

    private A withoutFirst(final Cut<E> two) {
        return deduct(both(two), of(two.a()));
    }

    private A filledAlternately(final Cut<E> two) {
        final A first = create();
        final A second = create();
        for (int i = 0; i < Math.max(two.a().size(), two.b().size()); i++) {
            if (i < two.a().size()) {
                add(first, two.a().get(i));
            }
            if (i < two.b().size()) {
                add(second, two.b().get(i));
            }
        }
        return first;
    }

    private static <X> List<X> shuffled(final List<X> events, final SplittableRandom random) {
        final List<X> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        return shuffled;
    }

    private O finish(final A accumulator) {
        final O output = new GuardedRecord<>(aggregate.outputType()).record();
        aggregate.finish(window, accumulator, output);
        return output;
    }

    private Outcome outcome(final Supplier<A> accumulator) {
        try {
            final Outcome outcome = new Outcome(finish(accumulator.get()), null);
            anyResult = true;
            return outcome;
        } catch (final RuntimeException e) {
            failure = e;
            return new Outcome(null, e);
        }
    }

    private Difference compare(final Cut<E> cut, final Supplier<A> left, final Supplier<A> right) {
        return compare(cut, outcome(left), outcome(right));
    }

    private Difference compare(final Cut<E> cut, final Outcome left, final Outcome right) {
        return left.sameAs(right, tolerance) ? null : new Difference(cut.toString(), left + "", right + "");
    }

    private Difference deductible(final Supplier<Difference> law) {
        return aggregate.isDeductible() ? law.get() : null;
    }

    private Difference sameTypes(final Cut<E> cut) {
        final boolean same = aggregate.accumulatorType() == aggregate.accumulatorType()
                && aggregate.outputType() == aggregate.outputType();
        return same
                ? null
                : new Difference(
                        cut.toString(),
                        aggregate.accumulatorType() + " and " + aggregate.outputType(),
                        "other objects");
    }

    /** What is done with an accumulator that has to stay as it is. */
    private interface Use<A> {
        void use(A accumulator);
    }

    private Difference stays(final Cut<E> cut, final Use<A> use, final List<? extends Occurrence<? extends E>> events) {
        try {
            final A accumulator = of(events);
            final Flyweight before = Copies.of(accumulator);
            use.use(accumulator);
            return accumulator.contentEquals(before.buffer(), before.offset())
                    ? null
                    : new Difference(cut.toString(), before.toString(), accumulator.toString());
        } catch (final RuntimeException e) {
            return null; // other laws compare what fails
        }
    }

    private Difference finishRepeats(final Cut<E> two) {
        final Outcome first;
        final A accumulator;
        final A other;
        try {
            accumulator = of(two.a());
            other = of(two.b());
        } catch (final RuntimeException e) {
            return null; // other laws compare what fails
        }
        final A copy = new GuardedRecord<>(aggregate.accumulatorType()).record();
        copy.copyFrom(accumulator);
        first = outcome(() -> accumulator);
        outcome(() -> other);
        return compare(two, first, outcome(() -> copy));
    }

    private Difference writesInside(final Cut<E> two) {
        final GuardedRecord<A> accumulator = new GuardedRecord<>(aggregate.accumulatorType());
        final GuardedRecord<A> other = new GuardedRecord<>(aggregate.accumulatorType());
        final GuardedRecord<O> output = new GuardedRecord<>(aggregate.outputType());
        try {
            aggregate.create(accumulator.record());
            aggregate.create(other.record());
            add(accumulator.record(), two.a());
            add(other.record(), two.b());
            aggregate.combine(accumulator.record(), other.record());
            aggregate.finish(window, accumulator.record(), output.record());
        } catch (final RuntimeException e) {
            return null; // other laws compare what fails
        }
        if (accumulator.isIntact() && other.isIntact() && output.isIntact()) {
            return null;
        }
        final String which =
                !accumulator.isIntact() ? "the accumulator" : !other.isIntact() ? "the other" : "the result";
        return new Difference(two.toString(), "untouched", "written to, around " + which);
    }
}
