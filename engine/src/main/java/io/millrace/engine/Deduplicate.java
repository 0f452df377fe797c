package io.millrace.engine;

import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.ProcessFactory;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.engine.function.ProcessStates;
import io.millrace.engine.function.TimerContext;
import io.millrace.engine.function.Timers;
import io.millrace.record.DynamicRecord;
import io.millrace.record.Field;
import io.millrace.record.Flyweight;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import io.millrace.state.MapState;
import io.millrace.state.StateOptions;
import io.millrace.state.StateSpec;

/**
 * Lets an event through unless one was let through before it that is nearer than a duration, in either direction of
 * time. The times of those let through lie in a map, by slices of time as long as the duration: as they are that far
 * apart, no slice has two. A timer forgets each when no event in time can be too near it any more.
 */
final class Deduplicate<T, F extends Flyweight> implements ProcessFactory<T, F> {
    private static final long serialVersionUID = 1L;
    private static final RecordType<DynamicRecord, DynamicRecord> PASSED =
            RecordType.of(Layout.builder("Passed").int64("timeNs").build());
    private static final Field TIME = PASSED.layout().fields().get(0);

    private final long withinNs;

    Deduplicate(final long withinNs) {
        this.withinNs = withinNs;
    }

    static StateSpec.MapOf<DynamicRecord, DynamicRecord> spec() {
        return new StateSpec.MapOf<>("passed", null, PASSED, Long.MAX_VALUE, StateOptions.DEFAULT);
    }

    @Override
    public ProcessFunction<T, F> open(final ProcessStates states) {
        return new Filtering<>(states.open(spec()), states.timers(), withinNs);
    }

    /** Nothing would ever be forgotten. */
    @Override
    public boolean needsWatermarks() {
        return true;
    }

    private static final class Filtering<T, F extends Flyweight> implements ProcessFunction<T, F> {
        private final MapState<DynamicRecord, DynamicRecord> passed;
        private final Timers timers;
        private final long withinNs;

        Filtering(final MapState<DynamicRecord, DynamicRecord> passed, final Timers timers, final long withinNs) {
            this.passed = passed;
            this.timers = timers;
            this.withinNs = withinNs;
        }

        @Override
        public void onEvent(final T event, final ProcessContext context, final Collector<F> out) {
            final long timeNs = context.timeNs();
            final long slice = Math.floorDiv(timeNs, withinNs);
            if (isNear(slice - 1, timeNs) || isNear(slice, timeNs) || isNear(slice + 1, timeNs)) {
                return;
            }
            passed.edit(slice).putLong(TIME, timeNs);
            final long dueNs = timeNs + withinNs - 1;
            timers.registerEventTime(dueNs < timeNs ? Long.MAX_VALUE : dueNs, timeNs);
            out.next().copyFrom((Flyweight) event);
            out.emit();
        }

        private boolean isNear(final long slice, final long timeNs) {
            final DynamicRecord known = passed.get(slice);
            if (known == null) {
                return false;
            }
            final long knownNs = known.getLong(TIME);
            final long fromNs = Math.max(timeNs, knownNs) - Math.min(timeNs, knownNs);
            return fromNs >= 0 && fromNs < withinNs; // negative: further apart than a long can say
        }

        @Override
        public void onTimer(final TimerContext context, final Collector<F> out) {
            final long slice = Math.floorDiv(context.payload(), withinNs);
            final DynamicRecord known = passed.get(slice);
            if (known != null && known.getLong(TIME) == context.payload()) {
                passed.remove(slice);
            }
        }
    }
}
