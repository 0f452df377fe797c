package io.millrace.windowing;

import java.io.Serializable;

/**
 * Says which windows an event belongs to. Immutable and thread-safe.
 *
 * <p>{@link Windows} lie side by side on the time axis, {@link SessionWindows} are as long as events follow each other,
 * the {@link GlobalWindow} has no end, and {@link CountWindows} count events instead of time.
 */
public sealed interface WindowAssigner extends Serializable
        permits Windows, SessionWindows, GlobalWindow, CountWindows {
    /**
     * The windows for people, such as {@code tumbling 1000 ns}.
     *
     * @return the text.
     */
    @Override
    String toString();
}
