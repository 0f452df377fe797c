package io.millrace.journal.queue;

import io.millrace.journal.JournalOptions;
import io.millrace.journal.folder.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.UnsafeApi;

/**
 * The thread in the background that spares the appending one the operating system's work: it makes the next file before
 * it is needed, and touches pages ahead, so that they are allocated and mapped. It measures the free space.
 *
 * <p>How far ahead: what is appended in a second and a half, from 4 MiB to 256 MiB. Pages touched too early are written
 * back by the operating system before they are used, and then cost the same again.
 */
final class PageToucher implements Runnable {
    private static final int PAGE_BYTES = 4096;
    /** Forcing a range makes the operating system protect what lies near it, in pieces of up to this size. */
    private static final int PROTECTED_BYTES = 1 << 20;

    private static final int STEP_BYTES = 8 << 20;
    private static final long MIN_AHEAD_BYTES = 4L << 20;
    private static final long MAX_AHEAD_BYTES = 256L << 20;
    private static final long MIN_PAUSE_NS = 1_000_000;
    private static final long MAX_PAUSE_NS = 16_000_000;
    private static final long RATE_INTERVAL_NS = 100_000_000;
    private static final double AHEAD_SECONDS = 1.5;
    private static final double NS_PER_SECOND = 1e9;
    /** Kept behind the last excerpt of a file that is cut, so that a reader that looks for more stays inside. */
    private static final int KEPT_BYTES = 4 * RollView.SEARCH_LENGTH;

    private final Run run;
    private final int rollBytes;
    private final SpaceGuard space;
    private final LongSupplier appendedAt;
    private final LongSupplier forcedTo;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;
    private final Map<Integer, Run.PreparedFile> prepared = new TreeMap<>();

    private volatile boolean stopped;
    private volatile long touchedTo;
    private long ratePoint;
    private long rateTimeNs;
    private double bytesPerSecond;
    private int leftCycles;
    private int lastPrepared;
    private long lastForcedTo;

    PageToucher(
            final Run run,
            final JournalOptions options,
            final SpaceGuard space,
            final LongSupplier appendedAt,
            final LongSupplier forcedTo,
            final Consumer<Throwable> onFailure) {
        this.run = run;
        this.rollBytes = options.rollBytes();
        this.space = space;
        this.appendedAt = appendedAt;
        this.forcedTo = forcedTo;
        this.onFailure = onFailure;
        thread = new Thread(this, "millrace-journal-pages");
        thread.setDaemon(true);
    }

    /** Makes the first file, on the calling thread, and starts. */
    void start() {
        try {
            prepare(0);
            touchSome(0);
        } catch (final IOException e) {
            onFailure.accept(e);
        }
        thread.start();
    }

    /** The place up to which pages are there. Any thread. */
    long touchedTo() {
        return touchedTo;
    }

    @Override
    public void run() {
        long pauseNs = MIN_PAUSE_NS;
        long lastPoint = -1;
        rateTimeNs = System.nanoTime();
        try {
            while (!stopped) {
                final long point = appendedAt.getAsLong();
                final boolean worked = work(point);
                pauseNs = worked || point != lastPoint ? MIN_PAUSE_NS : Math.min(2 * pauseNs, MAX_PAUSE_NS);
                lastPoint = point;
                LockSupport.parkNanos(pauseNs);
            }
        } catch (final IOException | RuntimeException | Error e) {
            onFailure.accept(e);
        }
    }

    private boolean work(final long point) throws IOException {
        measureRate(point);
        final int cycle = FilePoint.cycle(point);
        if (cycle != leftCycles) {
            leaveFilesBefore(cycle);
        }
        if (space.isFull()) {
            space.hasRoomFor(0);
            return false;
        }
        if (cycle + 1 != lastPrepared) {
            prepare(cycle);
            prepare(cycle + 1);
            lastPrepared = cycle + 1;
        }
        touchAgain(point);
        return touchSome(point);
    }

    /** What was touched ahead and is protected since bytes before it were forced would be a page fault again. */
    private void touchAgain(final long point) {
        final long forced = forcedTo.getAsLong();
        if (forced != lastForcedTo) {
            lastForcedTo = forced;
            final Run.PreparedFile file = prepared.get(FilePoint.cycle(point));
            final int start = FilePoint.offset(point) & -PAGE_BYTES;
            final long end = Math.min(start + PROTECTED_BYTES, start + bytesBetween(point, touchedTo));
            if (file != null) {
                touchOrFindFull(file.address(), start, (int) Math.min(end, rollBytes));
            }
        }
    }

    private void measureRate(final long point) {
        final long nowNs = System.nanoTime();
        if (nowNs - rateTimeNs >= RATE_INTERVAL_NS) {
            final double seconds = (nowNs - rateTimeNs) / NS_PER_SECOND;
            bytesPerSecond = Math.max(bytesPerSecond / 2, bytesBetween(ratePoint, point) / seconds);
            ratePoint = point;
            rateTimeNs = nowNs;
            space.hasRoomFor(0);
        }
    }

    private long bytesBetween(final long from, final long to) {
        return (long) (FilePoint.cycle(to) - FilePoint.cycle(from)) * rollBytes
                + FilePoint.offset(to)
                - FilePoint.offset(from);
    }

    private void prepare(final int cycle) throws IOException {
        if (!prepared.containsKey(cycle)) {
            prepared.put(cycle, run.prepare(cycle));
        }
    }

    /** Touches pages from where it was left, or from the append position if that is further; gives whether any. */
    private boolean touchSome(final long point) {
        final long aheadBytes =
                (long) Math.min(MAX_AHEAD_BYTES, Math.max(MIN_AHEAD_BYTES, bytesPerSecond * AHEAD_SECONDS));
        final long from = Math.max(touchedTo, point);
        final long missing = Math.min(STEP_BYTES, aheadBytes - bytesBetween(point, from));
        if (missing < PAGE_BYTES || !space.hasRoomFor(missing)) {
            return false;
        }
        final int cycle = FilePoint.cycle(from);
        final int start = FilePoint.offset(from) & -PAGE_BYTES;
        final int end = (int) Math.min(start + missing, rollBytes);
        final Run.PreparedFile file = prepared.get(cycle);
        if (file == null) {
            return false;
        }
        if (!touchOrFindFull(file.address(), start, end)) {
            return false;
        }
        touchedTo = end >= rollBytes ? FilePoint.of(cycle + 1, 0) : FilePoint.of(cycle, end);
        return true;
    }

    private boolean touchOrFindFull(final long address, final int start, final int end) {
        try {
            touch(address, start, end);
            return true;
        } catch (final InternalError e) {
            space.foundFull();
            return false;
        }
    }

    /** Writes 0 where 0 is: the page is there afterwards, and what the appending thread wrote stays. */
    private static void touch(final long address, final int start, final int end) {
        for (int at = start; at < end; at += PAGE_BYTES) {
            UnsafeApi.compareAndSetLong(null, address + at, 0, 0);
        }
    }

    private void leaveFilesBefore(final int cycle) throws IOException {
        prepared.entrySet().removeIf(entry -> {
            final boolean isOver = entry.getKey() < cycle;
            if (isOver) {
                entry.getValue().close();
            }
            return isOver;
        });
        while (leftCycles < cycle) {
            // The appending thread made the file itself, if it was faster.
            final Path path = run.file(leftCycles).path();
            if (Files.exists(path)) {
                PrivateFiles.onlyForOwner(path);
            }
            leftCycles++;
        }
    }

    /**
     * Gives the unused end of a file back to the disk. Not while others may read it: they would find their mapping too
     * short. A file that was left for the next has no pages there anyway.
     */
    static void cutUnused(final RollFile file, final int usedBytes) throws IOException {
        final long kept = (usedBytes + PAGE_BYTES - 1L & -PAGE_BYTES) + KEPT_BYTES;
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
            if (channel.size() > kept) {
                channel.truncate(kept);
            }
        }
    }

    /** Stops, waits for the thread, and lets go of all files. */
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
        prepared.values().forEach(Run.PreparedFile::close);
        prepared.clear();
    }
}
