package io.millrace.bench.timers;

import com.sun.management.ThreadMXBean;
import io.millrace.bench.work.Answer;
import java.lang.management.ManagementFactory;

/** Sums up what timers found, and the time of the thread that did it. <b>Used by the run's one thread.</b> */
final class Tally {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long count;
    private long checksum;
    private long lastNs = Long.MIN_VALUE;
    private long beginCpuNs;
    private long cpuNs;

    void begin() {
        beginCpuNs = threads.getCurrentThreadCpuTime();
    }

    void end() {
        cpuNs = threads.getCurrentThreadCpuTime() - beginCpuNs;
    }

    void add(final long key, final long dueNs, final long payload) {
        count++;
        checksum += Answer.hash(key, dueNs, payload, 0, 0, 0, 0);
    }

    /** The same for a timer, which must not fire before one that is due earlier. */
    void fired(final long key, final long dueNs, final long payload) {
        if (dueNs < lastNs) {
            throw new IllegalStateException("a timer for " + dueNs + " fired after one for " + lastNs);
        }
        lastNs = dueNs;
        add(key, dueNs, payload);
    }

    Answer answer() {
        return new Answer(count, checksum, cpuNs);
    }
}
