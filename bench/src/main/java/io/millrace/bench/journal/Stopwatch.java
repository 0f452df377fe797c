package io.millrace.bench.journal;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Wall time and processor time of one thread. <b>Used by the thread that it measures</b>, read when that is over. */
final class Stopwatch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long beganNs;
    private long beganCpuNs;
    private long wallNs;
    private long cpuNs;
    private boolean running;

    /** Starts, unless it runs. */
    void begin() {
        if (!running) {
            running = true;
            beganCpuNs = THREADS.getCurrentThreadCpuTime();
            beganNs = System.nanoTime();
        }
    }

    /** What was measured is over by now; a later call says so again. */
    void lap() {
        wallNs = System.nanoTime() - beganNs;
        cpuNs = THREADS.getCurrentThreadCpuTime() - beganCpuNs;
    }

    long beganNs() {
        return beganNs;
    }

    long wallNs() {
        return wallNs;
    }

    long cpuNs() {
        return cpuNs;
    }
}
