package io.millrace.windowing;

import java.io.Serializable;
import java.util.Optional;

/**
 * Says which windows an event belongs to. Immutable and thread-safe.
 *
 * <p>{@link Windows} lie side by side on the time axis, {@link SessionWindows} are as long as events follow each other,
 * the {@link GlobalWindow} has no end, and {@link CountWindows} count events instead of time.
 */
public sealed interface WindowAssigner extends Serializable
        permits Windows, SessionWindows, GlobalWindow, CountWindows {
    /**
     * What is wrong with these windows, such as a size of 0. Whoever is given them refuses them, naming the operator.
     *
     * @return what is wrong; empty if they can be used.
     */
    default Optional<String> mistake() {
        return Optional.empty();
    }

    /**
     * The windows for people, such as {@code tumbling 1000 ns}.
     *
     * @return the text.
     */
    @Override
    String toString();
}
