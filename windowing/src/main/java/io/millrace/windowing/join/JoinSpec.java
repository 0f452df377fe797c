package io.millrace.windowing.join;

import java.io.Serializable;

/** Declares a join of two streams by key: plain data, immutable. */
public sealed interface JoinSpec extends Serializable
        permits AsOfSpec, IntervalSpec, WindowJoinSpec, LookupSpec, BroadcastSpec {
    /**
     * Whether the join waits for watermarks: to answer, or to give back what it keeps.
     *
     * @return {@code true} if there must be some.
     */
    boolean needsWatermarks();

    /**
     * Whether results may be followed by others that take their place.
     *
     * @return {@code true} for an as-of join by arrival with corrections only.
     */
    default boolean makesCorrections() {
        return false;
    }
}
