package io.millrace.journal.queue;

import io.millrace.journal.JournalSyncException;
import java.util.concurrent.locks.LockSupport;

/** Syncs every so often. It ends with the first sync that fails; the next append tells. */
final class SyncThread implements Runnable {
    private final QueueWriter writer;
    private final long intervalNs;
    private final Thread thread;
    private volatile boolean stopped;

    SyncThread(final QueueWriter writer, final long intervalNs) {
        this.writer = writer;
        this.intervalNs = intervalNs;
        thread = new Thread(this, "millrace-journal-sync");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        long dueNs = System.nanoTime() + intervalNs;
        while (!stopped) {
            final long waitNs = dueNs - System.nanoTime();
            if (waitNs > 0) {
                LockSupport.parkNanos(this, waitNs);
                continue;
            }
            dueNs = System.nanoTime() + intervalNs;
            try {
                writer.sync();
            } catch (final JournalSyncException e) {
                return;
            }
        }
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
