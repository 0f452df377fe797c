package io.millrace.engine.testkit;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.util.List;
import java.util.Map;

/**
 * An event, or a result of a window, that at least one window went without.
 *
 * @param source name of the source it came from; of the stage or the operator, where it is no event of a source.
 * @param timeNs its event time, in nanoseconds since the epoch.
 * @param lateByNs how far the watermark was ahead of it, in nanoseconds.
 * @param missed names of the operators of which at least one window went without it.
 * @param partly those of them of which other windows have it.
 * @param windows by the name of each of {@code missed}, where the windows start that went without it, in nanoseconds
 *     since the epoch: the first {@value #MAX_WINDOWS} of them.
 * @param record a copy of the event, the test's to keep.
 */
public record TestLate(
        String source,
        long timeNs,
        long lateByNs,
        List<String> missed,
        List<String> partly,
        Map<String, List<Long>> windows,
        Flyweight record) {
    /** How many windows of an operator are told. */
    public static final int MAX_WINDOWS = 100;

    /**
     * The event through its own flyweight.
     *
     * @param type its type.
     * @param <F> the flyweight.
     * @return the copy, as that type.
     * @throws IllegalArgumentException if the event is of another type.
     */
    public <F extends Flyweight> F as(final RecordType<?, F> type) {
        return Copies.as(record, type);
    }
}
