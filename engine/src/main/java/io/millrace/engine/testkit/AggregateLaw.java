package io.millrace.engine.testkit;

/** A law that every {@link io.millrace.windowing.Aggregate} keeps, as {@link AggregateLaws} tries it. */
public enum AggregateLaw {
    /** The record types are the same on every call. */
    SAME_TYPES("the types on the first call", "the types on a later call"),

    /** A new accumulator is neutral when something is combined into it. */
    NEUTRAL_BEFORE("combine(new, a)", "a"),

    /** A new accumulator is neutral when it is combined into something. */
    NEUTRAL_AFTER("combine(a, new)", "a"),

    /** Parts may be combined in any grouping. */
    ASSOCIATIVE("combine(combine(a, b), c)", "combine(a, combine(b, c))"),

    /** Adding events one by one is the same as combining accumulators of them, however they are cut. */
    CUT_ANYWHERE("add(a, b, c)", "add(combine(a, b), c)"),

    /** What is combined into an accumulator stays as it is. */
    COMBINED_STAYS("b before combine(a, b)", "b after it"),

    /** What was combined in last can be taken out again; only where the aggregate says that it is deductible. */
    DEDUCT_LAST("deduct(combine(a, b), b)", "a"),

    /**
     * The part that a sliding window loses, its oldest, can be taken out; only where the aggregate says that it is
     * deductible.
     */
    DEDUCT_FIRST("deduct(combine(a, b), a)", "b"),

    /** What is taken out of an accumulator stays as it is; only where the aggregate says that it is deductible. */
    DEDUCTED_STAYS("b before deduct(combine(a, b), b)", "b after it"),

    /** {@code finish} leaves the accumulator as it is. */
    FINISH_CHANGES_NOTHING("a before finish", "a after it"),

    /** {@code finish} depends on its arguments only, and not on where they lie in memory. */
    FINISH_REPEATS("finish(a)", "finish(copy of a), after finish(b)"),

    /** What is kept about events is kept in the accumulator, and events themselves are not kept. */
    NO_MEMORY("a", "a, filled alternately with b"),

    /** Nothing is written outside of accumulators and results. */
    WRITES_INSIDE("the memory around the records before", "the memory around them after"),

    /** The order of calls does not matter; only where {@link AggregateLaws#inAnyOrder()} claims it. */
    ANY_ORDER("a, in order of arrival", "a, in another order");

    private final String left;
    private final String right;

    AggregateLaw(final String left, final String right) {
        this.left = left;
        this.right = right;
    }

    /**
     * The left side of the equation.
     *
     * @return a few words.
     */
    public String left() {
        return left;
    }

    /**
     * The right side of the equation.
     *
     * @return a few words.
     */
    public String right() {
        return right;
    }

    /** The law, as an equation. */
    @Override
    public String toString() {
        return left + " = " + right;
    }
}
