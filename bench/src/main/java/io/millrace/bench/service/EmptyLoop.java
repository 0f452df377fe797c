package io.millrace.bench.service;

import io.millrace.bench.report.Percentiles;

/** An open loop that does nothing when an event is due: what it shows is the machine. */
final class EmptyLoop {
    private EmptyLoop() {}

    /** Runs one slice on the calling thread; records, for each event, from due to seen. */
    static void run(final ServicePlan plan, final Percentiles times) {
        final long events = plan.sliceEvents();
        final long beganNs = System.nanoTime();
        long seen = 0;
        while (seen < events) {
            final long nowNs = System.nanoTime();
            while (seen < events && beganNs + plan.dueNs(seen) <= nowNs) {
                times.record(nowNs - beganNs - plan.dueNs(seen), 1);
                seen++;
            }
        }
    }
}
