package io.millrace.engine.testkit;

/**
 * A counterexample: events with which an aggregate breaks a law.
 *
 * @param law the law.
 * @param events the number of events, the fewest that were found.
 * @param seed what to give to {@link AggregateLaws#seed} to see it again.
 * @param text the events, and what came of both sides of the law, for people to read.
 */
public record BrokenLaw(AggregateLaw law, int events, long seed, String text) {
    @Override
    public String toString() {
        return text;
    }
}
