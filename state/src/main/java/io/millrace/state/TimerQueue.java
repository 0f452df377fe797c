package io.millrace.state;

import org.agrona.UnsafeApi;

/**
 * Timers in a total order: by deadline, then key, then registration, so that every replay fires them alike. It reads no
 * clock: callers say up to which time timers are due. Nothing is allocated on the heap but for growth.
 *
 * <p>The first timers are kept sorted; the others wait in the leaves of a tree, which are in order while most of what
 * is in them is not: a leaf is sorted when its time comes near. So the cost of a timer hardly depends on how many are
 * pending or on when they are due, and the work of any one call is bounded, a few hundred entries at most. One that is
 * cancelled is gone at once, and takes no memory until its time. <b>Not thread-safe: one thread uses an arena.</b>
 *
 * <pre>
 *   root: 0 cells 48 | 48 run 24 | 72 tree 24 | 96 timers 8 | 104 next registration 8
 * </pre>
 */
public final class TimerQueue {
    /** What no timer has for a handle. */
    public static final long NO_TIMER = 0;

    private static final int CELLS = 0;
    private static final int RUN = CELLS + TimerCells.ROOT_BYTES;
    private static final int TREE = RUN + TimerRun.ROOT_BYTES;
    private static final int COUNT = TREE + TimerTree.ROOT_BYTES;
    private static final int NEXT_REGISTRATION = COUNT + 8;
    private static final int ROOT_BYTES = NEXT_REGISTRATION + 8;
    private static final int NUMBER_BITS = 32;

    private final Arena arena;
    private final String id;
    private final int maxTimers;
    private final long root;
    private final TimerCells cells;
    private final TimerRun run;
    private final TimerTree tree;

    /** When the first timer is due; derived. */
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
        run = new TimerRun(arena, root + RUN, cells);
        tree = new TimerTree(arena, root + TREE, cells);
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
                    + " pending ones: raise it, by ProcessSpec.withTimers(max), or register fewer");
        }
        run.prepare();
        final int cell = cells.allocate();
        final long next = arena.getLong(root + NEXT_REGISTRATION);
        boolean complete = false;
        try {
            insert(timerDeadlineNs, timerKey, next, cell);
            complete = true;
        } finally {
            if (!complete) {
                cells.free(cell);
            }
        }
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
        UnsafeApi.putInt(at + TimerCells.PENDING, 1);
        dueNs = Math.min(dueNs, timerDeadlineNs);
        return next << NUMBER_BITS | cell;
    }

    private void insert(final long timerDeadlineNs, final long timerKey, final long next, final int cell) {
        if (tree.isBefore(timerDeadlineNs, timerKey)) {
            if (!run.isFull()) {
                run.add(timerDeadlineNs, timerKey, cell);
                return;
            }
            tree.addFirst(run.upperHalf(), run.upperHalfSize());
            run.removeUpperHalf();
            if (tree.isBefore(timerDeadlineNs, timerKey)) {
                run.add(timerDeadlineNs, timerKey, cell);
                return;
            }
        }
        tree.add(timerDeadlineNs, timerKey, next, cell);
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
        if (UnsafeApi.getInt(at + TimerCells.PENDING) == 0
                || (int) UnsafeApi.getLong(at + TimerCells.REGISTRATION) != (int) (timer >>> NUMBER_BITS)
                || UnsafeApi.getLong(at + TimerCells.KEY) != timerKey) {
            return false;
        }
        read(at);
        if (!run.remove(cell)) {
            tree.remove(deadlineNs, key, registration, cell);
        }
        removed(cell);
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
        if (run.size() == 0) {
            final long leaf = tree.first();
            final long entries = arena.address(TimerTree.segment(leaf));
            run.fill(entries, TimerTree.count(leaf), (leaf & TimerTree.IN_ORDER) != 0);
            tree.removeFirst();
        }
        final int cell = run.removeFirst();
        read(cells.address(cell));
        removed(cell);
        return true;
    }

    private void read(final long at) {
        deadlineNs = UnsafeApi.getLong(at + TimerCells.DEADLINE);
        key = UnsafeApi.getLong(at + TimerCells.KEY);
        registration = UnsafeApi.getLong(at + TimerCells.REGISTRATION);
        payload = UnsafeApi.getLong(at + TimerCells.PAYLOAD);
        owner = UnsafeApi.getLong(at + TimerCells.OWNER);
        chain = UnsafeApi.getInt(at + TimerCells.CHAIN);
    }

    private void removed(final int cell) {
        cells.free(cell);
        final int left = size() - 1;
        arena.beforeWrite(root);
        arena.putLong(root + COUNT, left);
        if (left == 0) {
            run.clear();
            cells.clear();
        }
        dueNs = leastDeadlineNs();
    }

    private long leastDeadlineNs() {
        if (size() == 0) {
            return Long.MAX_VALUE;
        }
        return run.size() != 0 ? run.deadlineNs() : tree.leastDeadlineNs();
    }

    /** Entries moved so far, to see that no call moves many. */
    long moved() {
        return run.moved() + tree.moved();
    }

    /**
     * When the first timer is due.
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
        return cells.bytes() + run.bytes() + tree.bytes();
    }
}
