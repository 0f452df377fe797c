package io.millrace.engine.run;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/** What the threads of runs allocate per event, once they are warm. */
final class Allocation {
    /** The most that counts as nothing, in bytes per event. */
    static final double NOTHING = 0.01;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Bytes per event by thread, over some events of a run that goes on. */
    static Map<String, Double> perEvent(final Run run, final long warmUpEvents, final long events)
            throws InterruptedException {
        awaitEvents(run, warmUpEvents);
        final Map<Long, Long> before = allocated();
        final long eventsBefore = run.metrics().events();
        awaitEvents(run, eventsBefore + events);
        final Map<Long, Long> after = allocated();
        final long done = run.metrics().events() - eventsBefore;
        final Map<String, Double> perEvent = new TreeMap<>();
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            final Long begin = before.get(thread.getId());
            if (begin != null) {
                perEvent.put(thread.getName(), (double) (after.get(thread.getId()) - begin) / done);
            }
        }
        return perEvent;
    }

    private static void awaitEvents(final Run run, final long events) throws InterruptedException {
        while (run.metrics().events() < events) {
            if (run.state().isOver()) {
                throw new AssertionError(
                        "the run is over: " + run.state(), run.failure().orElse(null));
            }
            Thread.sleep(1);
        }
    }

    private static Map<Long, Long> allocated() {
        final Map<Long, Long> bytes = new TreeMap<>();
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("millrace-")) {
                bytes.put(thread.getId(), THREADS.getThreadAllocatedBytes(thread.getId()));
            }
        }
        return bytes;
    }
}
