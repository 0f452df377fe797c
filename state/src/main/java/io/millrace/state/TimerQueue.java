package io.millrace.state;

import org.agrona.UnsafeApi;

/**
 * Timers in a total order: by deadline, then key, then registration, so that every replay fires them alike. It reads no
 * clock: callers say up to which time timers are due. Nothing is allocated on the heap but for growth.
 *
 * <p>Far timers lie in buckets that get finer as their time comes near ({@link RadixWheel}); those of one deadline, if
 * there are many, in such buckets by their key; and those that are due at the present time or before in a heap. So the
 * cost of a timer hardly depends on how many are pending. One that is cancelled is gone at once, and takes no memory
 * until its time. <b>Not thread-safe: one thread uses an arena.</b>
 *
 * <pre>
 *   root: 0 cells 48 | 48 heap 40 | 88 by deadline 72 | 160 by key 72 | 232 timers 8 | 240 next registration 8
 * </pre>
 */
public final class TimerQueue {
    /** What no timer has for a handle. */
    public static final long NO_TIMER = 0;

    private static final int CELLS = 0;
    private static final int HEAP = CELLS + TimerCells.ROOT_BYTES;
    private static final int BY_DEADLINE = HEAP + TimerHeap.ROOT_BYTES;
    private static final int BY_KEY = BY_DEADLINE + RadixWheel.ROOT_BYTES;
    private static final int COUNT = BY_KEY + RadixWheel.ROOT_BYTES;
    private static final int NEXT_REGISTRATION = COUNT + 8;
    private static final int ROOT_BYTES = NEXT_REGISTRATION + 8;
    private static final int FEW = 64;
    private static final int NUMBER_BITS = 32;

    private final Arena arena;
    private final String id;
    private final int maxTimers;
    private final long root;
    private final TimerCells cells;
    private final TimerHeap heap;
    private final RadixWheel byDeadline;
    private final RadixWheel byKey;

    /** No timer is due before this time; derived. */
    private long dueNs;

    private long deadlineNs;
    private long key;
    private long registration;
    private long payload;
    private long owner;
    private int chain;

    /**
     * Opens a queue: an empty one, or what a restored arena holds under the id.
     *
     * @param arena where the timers live.
     * @param id stable id, unique in the arena.
     * @param maxTimers the most timers that may be pending, 1 or more; a run may change it.
     * @throws StateMismatchException if the id is taken, or the arena was restored with something else under it.
     */
    public TimerQueue(final Arena arena, final String id, final int maxTimers) {
        if (maxTimers < 1) {
            throw new IllegalArgumentException("timers '" + id + "': maxTimers must be 1 or more: " + maxTimers);
        }
        this.arena = arena;
        this.id = id;
        this.maxTimers = maxTimers;
        root = arena.root(id, "timers", 0, ROOT_BYTES);
        cells = new TimerCells(arena, root + CELLS);
        heap = new TimerHeap(arena, root + HEAP);
        byDeadline = new RadixWheel(arena, root + BY_DEADLINE, cells, TimerCells.DEADLINE, TimerCells.BY_DEADLINE);
        byKey = new RadixWheel(arena, root + BY_KEY, cells, TimerCells.KEY, TimerCells.BY_KEY);
        dueNs = leastDeadlineNs();
    }

    /**
     * Adds a timer.
     *
     * @param timerDeadlineNs when it is due, in ns.
     * @param timerKey the key it belongs to: any number that is the same in every replay.
     * @param timerPayload any number, handed back when it fires.
     * @return its handle, to cancel it with; never {@link #NO_TIMER}.
     * @throws StateLimitException if too many are pending, or the arena is full; nothing has changed then.
     */
    public long add(final long timerDeadlineNs, final long timerKey, final long timerPayload) {
        return add(timerDeadlineNs, timerKey, timerPayload, 0, 0);
    }

    /**
     * Adds a timer with more to hand back.
     *
     * @param timerDeadlineNs when it is due, in ns.
     * @param timerKey the key it belongs to: any number that is the same in every replay.
     * @param timerPayload any number, handed back when it fires.
     * @param timerOwner any number, handed back when it fires or is cancelled.
     * @param timerChain any number, handed back when it fires.
     * @return its handle, to cancel it with; never {@link #NO_TIMER}.
     * @throws StateLimitException if too many are pending, or the arena is full; nothing has changed then.
     */
    public long add(
            final long timerDeadlineNs,
            final long timerKey,
            final long timerPayload,
            final long timerOwner,
            final int timerChain) {
        final int count = size();
        if (count >= maxTimers) {
            throw new StateLimitException("Timers '" + id + "' have reached their limit of " + maxTimers
                    + " pending ones: raise the limit, or register fewer");
        }
        final long number = timerDeadlineNs ^ Long.MIN_VALUE;
        final boolean early = Long.compareUnsigned(number, byDeadline.base()) <= 0;
        if (early) {
            heap.prepare(1);
        } else {
            byDeadline.prepare(number);
        }
        final int cell = cells.allocate();
        final long next = arena.getLong(root + NEXT_REGISTRATION);
        arena.beforeWrite(root);
        arena.putLong(root + NEXT_REGISTRATION, next + 1);
        arena.putLong(root + COUNT, count + 1L);
        final long at = cells.addressToWrite(cell);
        UnsafeApi.putLong(at + TimerCells.DEADLINE, timerDeadlineNs);
        UnsafeApi.putLong(at + TimerCells.KEY, timerKey);
        UnsafeApi.putLong(at + TimerCells.REGISTRATION, next);
        UnsafeApi.putLong(at + TimerCells.PAYLOAD, timerPayload);
        UnsafeApi.putLong(at + TimerCells.OWNER, timerOwner);
        UnsafeApi.putInt(at + TimerCells.CHAIN, timerChain);
        if (early) {
            toHeap(cell);
        } else {
            byDeadline.add(cell, number);
        }
        dueNs = Math.min(dueNs, timerDeadlineNs);
        return next << NUMBER_BITS | cell;
    }

    private void toHeap(final int cell) {
        final long at = cells.addressToWrite(cell);
        UnsafeApi.putInt(at + TimerCells.PLACE, TimerCells.HEAP);
        heap.add(
                UnsafeApi.getLong(at + TimerCells.DEADLINE),
                UnsafeApi.getLong(at + TimerCells.KEY),
                UnsafeApi.getLong(at + TimerCells.REGISTRATION),
                cell);
    }

    /**
     * Cancels a timer that is pending for a key. What it was is told as after {@link #poll}.
     *
     * @param timer its handle.
     * @param timerKey the key it was added for.
     * @return false if it is not pending: it has fired, was cancelled, never was, or belongs to another key.
     */
    public boolean cancel(final long timer, final long timerKey) {
        final int cell = (int) timer;
        if (cell < 1 || cell > cells.used()) {
            return false;
        }
        final long at = cells.address(cell);
        final int place = UnsafeApi.getInt(at + TimerCells.PLACE);
        if (place == TimerCells.FREE
                || place == TimerCells.CANCELLED
                || (int) UnsafeApi.getLong(at + TimerCells.REGISTRATION) != (int) (timer >>> NUMBER_BITS)
                || UnsafeApi.getLong(at + TimerCells.KEY) != timerKey) {
            return false;
        }
        read(at);
        if (place == TimerCells.HEAP) {
            // Its entry is dropped when it comes up, which is soon.
            UnsafeApi.putInt(cells.addressToWrite(cell) + TimerCells.PLACE, TimerCells.CANCELLED);
        } else {
            (place == TimerCells.BY_KEY ? byKey : byDeadline).remove(cell);
            cells.free(cell);
        }
        removed();
        return true;
    }

    /**
     * Takes the first timer, if it is due. What it was is told by {@link #deadlineNs()}, {@link #key()},
     * {@link #registration()}, {@link #payload()} and so on until the next call.
     *
     * @param nowNs the time up to which timers are due, inclusive, in ns.
     * @return false if none is due.
     */
    public boolean poll(final long nowNs) {
        if (dueNs > nowNs || size() == 0) {
            return false;
        }
        dropCancelled();
        int cell = 0;
        if (heap.size() == 0 && byKey.isEmpty()) {
            cell = advance(nowNs);
        }
        if (cell == 0) {
            if (!isFirstDue(nowNs)) {
                dueNs = leastDeadlineNs();
                return false;
            }
            cell = takeFirst();
        }
        read(cells.address(cell));
        cells.free(cell);
        removed();
        if (size() != 0) {
            dueNs = leastDeadlineNs();
        }
        return true;
    }

    private boolean isFirstDue(final long nowNs) {
        if (heap.size() != 0) {
            return heap.deadlineNs() <= nowNs;
        }
        return !byKey.isEmpty() && (byDeadline.base() ^ Long.MIN_VALUE) <= nowNs;
    }

    private void dropCancelled() {
        while (heap.size() != 0) {
            final int cell = heap.cell();
            if (UnsafeApi.getInt(cells.address(cell) + TimerCells.PLACE) != TimerCells.CANCELLED) {
                return;
            }
            heap.removeFirst();
            cells.free(cell);
        }
    }

    /** Brings the timers of the next deadline forward, if it has come. Returns the timer if it is only one, or 0. */
    private int advance(final long nowNs) {
        int bucket = byDeadline.lowest();
        while (bucket != RadixWheel.NONE) {
            final long least = byDeadline.least(bucket);
            if ((least ^ Long.MIN_VALUE) > nowNs) {
                return 0;
            }
            if (byDeadline.isUniform(bucket)) {
                return open(bucket, nowNs);
            }
            byDeadline.split(bucket);
            bucket = byDeadline.lowest();
        }
        return 0;
    }

    private int open(final int bucket, final long nowNs) {
        int cell = byDeadline.first(bucket);
        final long at = cells.address(cell);
        final long deadline = UnsafeApi.getLong(at + TimerCells.DEADLINE);
        if (deadline > nowNs) {
            // An earlier one was cancelled, and the bucket did not know.
            byDeadline.split(bucket);
            return 0;
        }
        final boolean isAlone = UnsafeApi.getInt(at + TimerCells.NEXT) == 0;
        if (!isAlone) {
            // Nothing has changed yet if the arena is full.
            heap.prepare(FEW);
            byKey.base(0);
            byKey.prepare(-1);
        }
        byDeadline.detach(bucket);
        byDeadline.base(deadline ^ Long.MIN_VALUE);
        if (isAlone) {
            return cell;
        }
        for (int count = 0; cell != 0; count++) {
            final long each = cells.address(cell);
            final int next = UnsafeApi.getInt(each + TimerCells.NEXT);
            if (count < FEW) {
                toHeap(cell);
            } else {
                byKey.add(cell, UnsafeApi.getLong(each + TimerCells.KEY) ^ Long.MIN_VALUE);
            }
            cell = next;
        }
        return 0;
    }

    /** The first of those in the heap and those by key, taken out. */
    private int takeFirst() {
        int bucket = byKey.lowest();
        while (bucket != RadixWheel.NONE && !byKey.isUniform(bucket)) {
            byKey.split(bucket);
            bucket = byKey.lowest();
        }
        if (bucket == RadixWheel.NONE || heap.size() != 0 && isHeapBefore(byKey.first(bucket))) {
            final int cell = heap.cell();
            heap.removeFirst();
            return cell;
        }
        final int cell = byKey.first(bucket);
        byKey.remove(cell);
        return cell;
    }

    private boolean isHeapBefore(final int cell) {
        final long at = cells.address(cell);
        final long otherNs = UnsafeApi.getLong(at + TimerCells.DEADLINE);
        final long otherKey = UnsafeApi.getLong(at + TimerCells.KEY);
        if (heap.deadlineNs() != otherNs) {
            return heap.deadlineNs() < otherNs;
        }
        return heap.key() != otherKey
                ? heap.key() < otherKey
                : heap.registration() < UnsafeApi.getLong(at + TimerCells.REGISTRATION);
    }

    private void read(final long at) {
        deadlineNs = UnsafeApi.getLong(at + TimerCells.DEADLINE);
        key = UnsafeApi.getLong(at + TimerCells.KEY);
        registration = UnsafeApi.getLong(at + TimerCells.REGISTRATION);
        payload = UnsafeApi.getLong(at + TimerCells.PAYLOAD);
        owner = UnsafeApi.getLong(at + TimerCells.OWNER);
        chain = UnsafeApi.getInt(at + TimerCells.CHAIN);
    }

    private void removed() {
        final int left = size() - 1;
        arena.beforeWrite(root);
        arena.putLong(root + COUNT, left);
        if (left == 0) {
            heap.clear();
            cells.clear();
            dueNs = Long.MAX_VALUE;
        }
    }

    private long leastDeadlineNs() {
        if (size() == 0) {
            return Long.MAX_VALUE;
        }
        long leastNs = heap.size() == 0 ? Long.MAX_VALUE : heap.deadlineNs();
        if (!byKey.isEmpty()) {
            leastNs = Math.min(leastNs, byDeadline.base() ^ Long.MIN_VALUE);
        }
        final int bucket = byDeadline.lowest();
        return bucket == RadixWheel.NONE ? leastNs : Math.min(leastNs, byDeadline.least(bucket) ^ Long.MIN_VALUE);
    }

    /**
     * A time before which no timer is due: that of the first timer, or an earlier one if timers were cancelled.
     *
     * @return ns; {@link Long#MAX_VALUE} if there is no timer.
     */
    public long peekDeadlineNs() {
        return dueNs;
    }

    /**
     * How many timers are pending.
     *
     * @return the number of timers.
     */
    public int size() {
        return (int) arena.getLong(root + COUNT);
    }

    /**
     * Deadline of the timer that was polled or cancelled last.
     *
     * @return ns.
     */
    public long deadlineNs() {
        return deadlineNs;
    }

    /**
     * Key of the timer that was polled or cancelled last.
     *
     * @return the key.
     */
    public long key() {
        return key;
    }

    /**
     * Registration of the timer that was polled or cancelled last: 0, 1, 2 ... over the life of the queue.
     *
     * @return the number.
     */
    public long registration() {
        return registration;
    }

    /**
     * Payload of the timer that was polled or cancelled last.
     *
     * @return what was given when it was added.
     */
    public long payload() {
        return payload;
    }

    /**
     * Owner of the timer that was polled or cancelled last.
     *
     * @return what was given when it was added; 0 if nothing was.
     */
    public long owner() {
        return owner;
    }

    /**
     * Chain of the timer that was polled or cancelled last.
     *
     * @return what was given when it was added; 0 if nothing was.
     */
    public int chain() {
        return chain;
    }

    /**
     * Memory of the timers, whole segments.
     *
     * @return bytes.
     */
    public long bytes() {
        return cells.bytes() + heap.bytes() + byDeadline.bytes() + byKey.bytes();
    }
}
