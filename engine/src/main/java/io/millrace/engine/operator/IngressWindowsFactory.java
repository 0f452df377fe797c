package io.millrace.engine.operator;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.OpenWindowVisitor;
import io.millrace.windowing.ResultHandler;

/** Windows by processing time: the same ones as by event time, fed with the ingress time. */
@PerInstance
public final class IngressWindowsFactory implements WindowsFactory {
    private final WindowsFactory windows;
    private final Step step;

    /**
     * Creates the factory.
     *
     * @param windows makes the windows.
     * @param step tells the ingress time.
     */
    public IngressWindowsFactory(final WindowsFactory windows, final Step step) {
        this.windows = windows;
        this.step = step;
    }

    @Override
    public KeyedWindows<Object> open(
            final Arena arena,
            final String id,
            final RecordType<?, ?> keyType,
            final ResultHandler<Flyweight> results,
            final MissedEventHandler<Object> missed) {
        return new IngressWindows(windows.open(arena, id, keyType, results, missed), step);
    }

    /**
     * Windows by processing time: the same ones, fed with the ingress time of every event, and a watermark just below
     * it. The end of the input ends them all.
     */
    private static final class IngressWindows extends KeyedWindows<Object> {
        private final KeyedWindows<Object> windows;
        private final Step step;

        IngressWindows(final KeyedWindows<Object> windows, final Step step) {
            this.windows = windows;
            this.step = step;
        }

        @Override
        public void onEvent(
                final long key, final long timeNs, final long sequence, final Object event, final long watermarkNs) {
            final long nowNs = step.ingressNs;
            windows.onEvent(key, nowNs, sequence, event, before(nowNs));
        }

        @Override
        public void onEvent(
                final Flyweight key,
                final long timeNs,
                final long sequence,
                final Object event,
                final long watermarkNs) {
            final long nowNs = step.ingressNs;
            windows.onEvent(key, nowNs, sequence, event, before(nowNs));
        }

        private static long before(final long nowNs) {
            return nowNs == Long.MIN_VALUE || nowNs == Long.MAX_VALUE ? nowNs : nowNs - 1;
        }

        /** Nothing is due by event time; the end of the input ends processing time, too. */
        @Override
        public long nextDueNs() {
            return Long.MAX_VALUE;
        }

        @Override
        public void onWatermark(final long watermarkNs) {
            // A watermark is no processing time.
        }

        @Override
        public long nextProcessingDueNs() {
            final long dueNs = windows.nextDueNs();
            return Math.min(windows.nextProcessingDueNs(), dueNs == Long.MAX_VALUE ? dueNs : dueNs + 1);
        }

        @Override
        public void onProcessingTime(final long processingNs) {
            windows.onProcessingTime(processingNs);
            windows.onWatermark(before(processingNs), before(Math.max(processingNs, step.ingressNs)));
        }

        @Override
        public boolean waitsForEnd() {
            return windows.waitsForEnd();
        }

        @Override
        public boolean visitOpen(final OpenWindowVisitor visitor) {
            return windows.visitOpen(visitor);
        }

        @Override
        public long countOpen() {
            return windows.countOpen();
        }

        @Override
        public long unfired() {
            return windows.unfired();
        }
    }
}
