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
import io.millrace.state.StateOptions;
import io.millrace.state.StateSpec;
import io.millrace.state.ValueState;

/**
 * Lets the first event of a key through, and further ones only when they are a while from the last one let through. A
 * timer forgets the key when no event can be too near any more.
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

    static StateSpec.Value<DynamicRecord, DynamicRecord> spec() {
        return new StateSpec.Value<>("passed", PASSED, StateOptions.DEFAULT);
    }

    @Override
    public ProcessFunction<T, F> open(final ProcessStates states) {
        return new Filtering<>(states.open(spec()), states.timers(), withinNs);
    }

    private static final class Filtering<T, F extends Flyweight> implements ProcessFunction<T, F> {
        private final ValueState<DynamicRecord, DynamicRecord> passed;
        private final Timers timers;
        private final long withinNs;

        Filtering(final ValueState<DynamicRecord, DynamicRecord> passed, final Timers timers, final long withinNs) {
            this.passed = passed;
            this.timers = timers;
            this.withinNs = withinNs;
        }

        @Override
        public void onEvent(final T event, final ProcessContext context, final Collector<F> out) {
            final long timeNs = context.timeNs();
            final DynamicRecord last = passed.get();
            if (last != null) {
                final long lastNs = last.getLong(TIME);
                final long fromNs = Math.max(timeNs, lastNs) - Math.min(timeNs, lastNs);
                if (fromNs >= 0 && fromNs < withinNs) { // negative: further apart than a long can say
                    return;
                }
            }
            if (last == null || timeNs > last.getLong(TIME)) {
                passed.edit().putLong(TIME, timeNs);
                forgetAt(timeNs);
            }
            out.next().copyFrom((Flyweight) event);
            out.emit();
        }

        private void forgetAt(final long timeNs) {
            final long dueNs = timeNs + withinNs - 1;
            timers.registerEventTime(dueNs < timeNs ? Long.MAX_VALUE : dueNs, timeNs);
        }

        @Override
        public void onTimer(final TimerContext context, final Collector<F> out) {
            final DynamicRecord last = passed.get();
            if (last != null && last.getLong(TIME) == context.payload()) {
                passed.remove();
            }
        }
    }
}
