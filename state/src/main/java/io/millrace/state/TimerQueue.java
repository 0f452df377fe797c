package io.millrace.state;

import org.agrona.UnsafeApi;

/**
 * Timers in a total order: by deadline, then key, then registration, so that every replay fires them alike. It reads no
 * clock: callers say up to which time timers are due. Nothing is allocated on the heap but for growth.
 *
 * <p>There is no call to cancel one. An owner that may change its mind keeps the {@linkplain #add registration} in its
 * state, and ignores a timer that comes with another. <b>Not thread-safe: one thread uses an arena.</b>
 *
 * <pre>
 *   a heap of four children a node, in numbered segments of 128 timers
 *   timer: 0 deadline 8 | 8 key 8 | 16 registration 8 | 24 payload 8
 *   root:  0 segment list 32 | 32 timers 8 | 40 next registration 8
 * </pre>
 */
public final class TimerQueue {
    private static final int TIMER_SHIFT = 5;
    private static final int PER_SEGMENT_SHIFT = 7;
    private static final int PER_SEGMENT = 1 << PER_SEGMENT_SHIFT;
    private static final int CHILDREN = 4;
    private static final int COUNT = SegmentList.ROOT_BYTES;
    private static final int NEXT_REGISTRATION = COUNT + 8;
    private static final int ROOT_BYTES = NEXT_REGISTRATION + 8;
    private static final int KEY = 8;
    private static final int REGISTRATION = 16;
    private static final int PAYLOAD = 24;

    private final Arena arena;
    private final String id;
    private final int maxTimers;
    private final long root;
    private final SegmentList segments;
    private long deadlineNs;
    private long key;
    private long registration;
    private long payload;

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
        segments = new SegmentList(arena, root);
    }

    /**
     * Adds a timer.
     *
     * @param timerDeadlineNs when it is due, in ns.
     * @param timerKey the key it belongs to: any number that is the same in every replay.
     * @param timerPayload any number, handed back when it fires.
     * @return its registration: 0, 1, 2 ... over the life of the queue.
     * @throws StateLimitException if too many are pending, or the arena is full; nothing has changed then.
     */
    public long add(final long timerDeadlineNs, final long timerKey, final long timerPayload) {
        final int hole = size();
        if (hole >= maxTimers) {
            throw new StateLimitException("Timers '" + id + "' have reached their limit of " + maxTimers
                    + " pending ones: raise the limit, or register fewer");
        }
        if (hole + CHILDREN - 1 >> PER_SEGMENT_SHIFT == segments.size()) {
            segments.add();
        }
        final long number = arena.getLong(root + NEXT_REGISTRATION);
        arena.beforeWrite(root);
        arena.putLong(root + NEXT_REGISTRATION, number + 1);
        arena.putLong(root + COUNT, hole + 1L);
        final long timer = addressToWrite(siftUp(hole, timerDeadlineNs, timerKey));
        UnsafeApi.putLong(timer, timerDeadlineNs);
        UnsafeApi.putLong(timer + KEY, timerKey);
        UnsafeApi.putLong(timer + REGISTRATION, number);
        UnsafeApi.putLong(timer + PAYLOAD, timerPayload);
        return number;
    }

    /** Where a new timer goes: it has the largest registration of all, so comes after its equals. */
    private int siftUp(final int start, final long timerDeadlineNs, final long timerKey) {
        int hole = start;
        while (hole > 0) {
            final int parent = hole - 1 >> 2;
            final long above = address(parent);
            final long aboveDeadlineNs = UnsafeApi.getLong(above);
            if (aboveDeadlineNs < timerDeadlineNs
                    || aboveDeadlineNs == timerDeadlineNs && UnsafeApi.getLong(above + KEY) <= timerKey) {
                break;
            }
            copy(above, addressToWrite(hole));
            hole = parent;
        }
        return hole;
    }

    /**
     * Takes the first timer, if it is due. What it was is told by {@link #deadlineNs()}, {@link #key()},
     * {@link #registration()} and {@link #payload()} until the next call.
     *
     * @param nowNs the time up to which timers are due, inclusive, in ns.
     * @return false if none is due.
     */
    public boolean poll(final long nowNs) {
        final int count = size();
        if (count == 0 || UnsafeApi.getLong(address(0)) > nowNs) {
            return false;
        }
        final long first = address(0);
        deadlineNs = UnsafeApi.getLong(first);
        key = UnsafeApi.getLong(first + KEY);
        registration = UnsafeApi.getLong(first + REGISTRATION);
        payload = UnsafeApi.getLong(first + PAYLOAD);
        final int last = count - 1;
        if (last > 0) {
            final long moved = address(last);
            copy(moved, addressToWrite(siftDown(last, moved)));
        }
        arena.beforeWrite(root);
        arena.putLong(root + COUNT, last);
        // One segment stays in reserve, so that a queue at the edge does not allocate and free all the time.
        if (segments.size() > (last + CHILDREN - 1 + PER_SEGMENT - 1 >> PER_SEGMENT_SHIFT) + 1) {
            segments.removeLast();
        }
        return true;
    }

    /** Where the last timer goes once the first is gone. */
    private int siftDown(final int count, final long moved) {
        int hole = 0;
        int firstChild = 1;
        while (firstChild < count) {
            final long children = address(firstChild);
            final int least =
                    count - firstChild >= CHILDREN ? leastOfFour(children) : leastOf(children, count - firstChild);
            final long leastAddress = children + ((long) least << TIMER_SHIFT);
            if (isBefore(moved, leastAddress)) {
                break;
            }
            copy(leastAddress, addressToWrite(hole));
            hole = firstChild + least;
            firstChild = (hole << 2) + 1;
        }
        return hole;
    }

    /** Deadlines in random order make branches unpredictable: this is written for conditional moves. */
    private static int leastOfFour(final long children) {
        final long first = UnsafeApi.getLong(children);
        final long second = UnsafeApi.getLong(children + (1L << TIMER_SHIFT));
        final long third = UnsafeApi.getLong(children + (2L << TIMER_SHIFT));
        final long fourth = UnsafeApi.getLong(children + (3L << TIMER_SHIFT));
        final int left = second < first ? 1 : 0;
        final long leftNs = second < first ? second : first;
        final int right = fourth < third ? 3 : 2;
        final long rightNs = fourth < third ? fourth : third;
        if (first == second || third == fourth || leftNs == rightNs) {
            return leastOf(children, CHILDREN);
        }
        return rightNs < leftNs ? right : left;
    }

    private static int leastOf(final long children, final int count) {
        int least = 0;
        for (int child = 1; child < count; child++) {
            if (isBefore(children + ((long) child << TIMER_SHIFT), children + ((long) least << TIMER_SHIFT))) {
                least = child;
            }
        }
        return least;
    }

    private static boolean isBefore(final long a, final long b) {
        final long first = UnsafeApi.getLong(a);
        final long second = UnsafeApi.getLong(b);
        return first != second ? first < second : isBeforeAtOnce(a, b);
    }

    private static boolean isBeforeAtOnce(final long a, final long b) {
        final long first = UnsafeApi.getLong(a + KEY);
        final long second = UnsafeApi.getLong(b + KEY);
        return first != second
                ? first < second
                : UnsafeApi.getLong(a + REGISTRATION) < UnsafeApi.getLong(b + REGISTRATION);
    }

    private static void copy(final long from, final long to) {
        UnsafeApi.putLong(to, UnsafeApi.getLong(from));
        UnsafeApi.putLong(to + KEY, UnsafeApi.getLong(from + KEY));
        UnsafeApi.putLong(to + REGISTRATION, UnsafeApi.getLong(from + REGISTRATION));
        UnsafeApi.putLong(to + PAYLOAD, UnsafeApi.getLong(from + PAYLOAD));
    }

    /** The first timer lies in the last of four places, so the children of each have four in a row, in one segment. */
    private long ref(final int number) {
        final int place = number + CHILDREN - 1;
        return segments.get(place >> PER_SEGMENT_SHIFT) + ((place & PER_SEGMENT - 1) << TIMER_SHIFT);
    }

    private long address(final int number) {
        return arena.address(ref(number));
    }

    private long addressToWrite(final int number) {
        final long ref = ref(number);
        arena.beforeWrite(ref);
        return arena.address(ref);
    }

    /**
     * When the first timer is due.
     *
     * @return its deadline in ns; {@link Long#MAX_VALUE} if there is none.
     */
    public long peekDeadlineNs() {
        return size() == 0 ? Long.MAX_VALUE : UnsafeApi.getLong(address(0));
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
     * Deadline of the timer that was polled last.
     *
     * @return ns.
     */
    public long deadlineNs() {
        return deadlineNs;
    }

    /**
     * Key of the timer that was polled last.
     *
     * @return the key.
     */
    public long key() {
        return key;
    }

    /**
     * Registration of the timer that was polled last.
     *
     * @return what {@link #add} returned.
     */
    public long registration() {
        return registration;
    }

    /**
     * Payload of the timer that was polled last.
     *
     * @return what was given to {@link #add}.
     */
    public long payload() {
        return payload;
    }

    /**
     * Memory of the timers, whole segments.
     *
     * @return bytes.
     */
    public long bytes() {
        return (long) segments.size() * Arena.SEGMENT_BYTES;
    }
}
