package io.millrace.engine.sink;

import io.millrace.record.Flyweight;
import java.util.List;

/**
 * A late event, or a record made of events that came late for a window behind a {@code stage(..)} or behind another
 * window. Valid during the call it is passed to.
 */
public interface LateEvent {
    /**
     * The source it came from; where it is no event of a source, the {@code stage(..)} it passed last, or the operator
     * whose result it is.
     *
     * @return the name of the source, the stage or the operator.
     */
    String source();

    /**
     * The event, as its source published it, or the record, as it came to the stage or left the operator.
     *
     * @return the event.
     */
    Flyweight event();

    /**
     * Its event time.
     *
     * @return nanoseconds since the epoch.
     */
    long timeNs();

    /**
     * How far the watermark was ahead of it when it arrived.
     *
     * @return watermark minus event time, in nanoseconds; saturated at {@link Long#MAX_VALUE}. Negative where only what
     *     a function made of it, with an earlier time, came late.
     */
    long lateByNs();

    /**
     * The operators of which at least one window went without it.
     *
     * @return their names, in graph order.
     */
    List<String> missed();

    /**
     * Those of {@link #missed()} of which other windows have it: it was late for the earlier ones only.
     *
     * @return their names, in graph order.
     */
    List<String> partly();

    /**
     * How many windows of an operator went without it.
     *
     * @param operator one of {@link #missed()}.
     * @return the number; 1 for a session, 0 for a join without windows.
     * @throws IllegalArgumentException if the operator did not miss it.
     */
    long missedWindows(String operator);

    /**
     * Where a window lies that went without it.
     *
     * @param operator one of {@link #missed()} that has windows.
     * @param number which of them: 0 is the earliest, {@link #missedWindows} minus 1 the last one.
     * @return the window's start, in nanoseconds since the epoch; of a session the event's own time; without meaning
     *     for an operator without windows.
     * @throws IllegalArgumentException if the operator did not miss it.
     * @throws IndexOutOfBoundsException if there are not so many.
     */
    long missedStartNs(String operator, long number);

    /**
     * Where the last window lies that went without it.
     *
     * @param operator one of {@link #missed()} that has windows.
     * @return the window's start, in nanoseconds since the epoch; without meaning for an operator without windows.
     * @throws IllegalArgumentException if the operator did not miss it.
     */
    long lastMissedStartNs(String operator);
}
