package io.millrace.windowing.session;

import static io.millrace.windowing.session.SessionCells.FOLLOWER;
import static io.millrace.windowing.session.SessionCells.KEY;
import static io.millrace.windowing.session.SessionCells.LEADER;
import static io.millrace.windowing.session.SessionCells.LOOKED_AT;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

/**
 * When each session has to be looked at: when it is due, or earlier, if it became longer after it was entered. So an
 * event that makes a session longer has nothing to do here; when the session's turn comes, it is entered anew.
 *
 * <p>Time is cut into days of a length that suits the first session. The sessions of one of the next days are a chain
 * without order, those of today, and those further ahead than the calendar reaches, are in a heap. A day's chain is
 * taken apart by a few sessions per event while the watermark passes the day before, so that no event pays for a whole
 * day. Derived from the arena: a restored one is filled anew.
 */
final class Calendar {
    private static final long NOWHERE = 0;
    private static final long IN_HEAP = 1;
    private static final long FIRST_OF_DAY = 2;

    private static final int DAYS = 1024;
    private static final int DAY_MASK = DAYS - 1;
    /** What lies as far ahead as the first session is so many days away. */
    private static final int DAYS_AHEAD = 32;

    private static final int STEPS_PER_EVENT = 4;
    private static final int NO_SHIFT = -1;

    private final SessionCells cells;
    private final DueHeap heap = new DueHeap();
    private final long[] firstOfDay = new long[DAYS];
    private final long[] usedDays = new long[DAYS / Long.SIZE];
    private int dayShift = NO_SHIFT;
    private long today;
    private int usedDayCount;
    private long firstDay;
    private long firstDayNs = Long.MAX_VALUE;
    private long nextNs = Long.MAX_VALUE;
    private long prepareAtNs = Long.MAX_VALUE;

    Calendar(final SessionCells cells) {
        this.cells = cells;
    }

    /** The lowest watermark at which {@link #poll} has something to do; {@link Long#MAX_VALUE} if there is nothing. */
    long nextNs() {
        return nextNs;
    }

    /** The lowest watermark at which {@link #prepare} has something to do. */
    long prepareAtNs() {
        return prepareAtNs;
    }

    /** Enters a session that is not in the calendar. */
    void enter(final long session, final long timeNs, final long watermarkNs) {
        enter(session, cells.addressToWrite(session), timeNs, watermarkNs);
    }

    private void enter(final long session, final long address, final long timeNs, final long watermarkNs) {
        putLong(address + LOOKED_AT, timeNs);
        if (dayShift == NO_SHIFT && watermarkNs != Long.MIN_VALUE && timeNs > watermarkNs) {
            chooseDays(timeNs, watermarkNs);
        }
        if (dayShift != NO_SHIFT) {
            final long day = timeNs >> dayShift;
            if (isAhead(day) || becomesAhead(day, watermarkNs)) {
                enterDay(session, address, day);
                return;
            }
        }
        heap.add(timeNs, cells.touchOf(session), session);
        putLong(address + LEADER, IN_HEAP);
        nextNs = Math.min(nextNs, timeNs);
    }

    private void chooseDays(final long timeNs, final long watermarkNs) {
        final long aheadNs = timeNs - watermarkNs;
        // Further ahead than a long can say: the difference has wrapped around.
        final long dayNs = aheadNs < 0 ? Long.MAX_VALUE / DAYS_AHEAD : Math.max(1, aheadNs / DAYS_AHEAD);
        dayShift = Long.numberOfTrailingZeros(Long.highestOneBit(dayNs));
        today = watermarkNs >> dayShift;
    }

    private boolean isAhead(final long day) {
        return Long.compareUnsigned(day - today - 1, DAYS - 1) < 0;
    }

    private boolean becomesAhead(final long day, final long watermarkNs) {
        final long reached = watermarkNs >> dayShift;
        final long latest = usedDayCount == 0 ? reached : Math.min(reached, firstDay - 1);
        if (latest <= today) {
            return false;
        }
        today = latest;
        return isAhead(day);
    }

    private void enterDay(final long session, final long address, final long day) {
        final int slot = (int) day & DAY_MASK;
        final long follower = firstOfDay[slot];
        firstOfDay[slot] = session;
        putLong(address + FOLLOWER, follower);
        putLong(address + LEADER, FIRST_OF_DAY);
        if (follower != 0) {
            cells.put(follower, LEADER, session);
            return;
        }
        usedDays[slot >> 6] |= 1L << slot;
        usedDayCount++;
        if (usedDayCount == 1 || day < firstDay) {
            firstDayIs(day);
        }
    }

    private void firstDayIs(final long day) {
        firstDay = day;
        firstDayNs = day << dayShift;
        final long before = firstDayNs - (1L << dayShift);
        prepareAtNs = before < firstDayNs ? before : Long.MIN_VALUE;
        updateNext();
    }

    private void updateNext() {
        nextNs = Math.min(firstDayNs, heap.firstNs());
    }

    /** Takes out a session that is in the calendar. */
    void remove(final long session) {
        final long leader = cells.get(session, LEADER);
        cells.put(session, LEADER, NOWHERE);
        if (leader == IN_HEAP || leader == NOWHERE) {
            return; // its entry in the heap is recognised as void when its turn comes
        }
        final long follower = cells.get(session, FOLLOWER);
        if (follower != 0) {
            cells.put(follower, LEADER, leader);
        }
        if (leader != FIRST_OF_DAY) {
            cells.put(leader, FOLLOWER, follower);
            return;
        }
        final long day = cells.get(session, LOOKED_AT) >> dayShift;
        firstOfDay[(int) day & DAY_MASK] = follower;
        if (follower == 0) {
            dayIsEmpty(day);
        }
    }

    private void dayIsEmpty(final long day) {
        final int slot = (int) day & DAY_MASK;
        usedDays[slot >> 6] &= ~(1L << slot);
        usedDayCount--;
        if (usedDayCount == 0) {
            firstDayNs = Long.MAX_VALUE;
            prepareAtNs = Long.MAX_VALUE;
            updateNext();
        } else if (day == firstDay) {
            firstDayIs(day + daysToNext(slot));
        }
    }

    /** How many days after that of a slot the next one with sessions is; there is one. */
    private int daysToNext(final int slot) {
        int word = slot >> 6;
        // Of the bits of the slot's own word those behind it, then whole words, round to its own again.
        long bits = usedDays[word] & -2L << slot;
        while (bits == 0) {
            word = word + 1 & usedDays.length - 1;
            bits = usedDays[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits) - slot & DAY_MASK;
    }

    /** Looks at some sessions of the first day, to be called with events from {@link #prepareAtNs()} on. */
    void prepare(final long watermarkNs) {
        if (usedDayCount > 0) {
            lookAtFirstDay(STEPS_PER_EVENT, watermarkNs);
        }
    }

    private void lookAtFirstDay(final int most, final long watermarkNs) {
        final long day = firstDay;
        final int slot = (int) day & DAY_MASK;
        today = day;
        long session = firstOfDay[slot];
        for (int i = 0; i < most && session != 0; i++) {
            final long address = cells.addressToWrite(session);
            final long follower = getLong(address + FOLLOWER);
            enter(session, address, cells.dueNsAt(address), watermarkNs);
            session = follower;
        }
        firstOfDay[slot] = session;
        if (session == 0) {
            dayIsEmpty(day);
        } else {
            cells.put(session, LEADER, FIRST_OF_DAY);
        }
    }

    /** Takes the next session that is due at a watermark, by (time, its key's place); 0 if there is none. */
    long poll(final long watermarkNs) {
        while (nextNs <= watermarkNs) {
            if (usedDayCount > 0 && firstDayNs <= heap.firstNs()) {
                lookAtFirstDay(Integer.MAX_VALUE, watermarkNs);
                continue;
            }
            if (heap.isEmpty()) {
                return 0;
            }
            final long timeNs = heap.firstNs();
            final long touch = heap.firstTouch();
            final long session = heap.firstSession();
            heap.removeFirst();
            updateNext();
            if (!isEntered(session, timeNs, touch)) {
                continue;
            }
            final long dueNs = cells.dueNs(session);
            if (dueNs == timeNs) {
                cells.put(session, LEADER, NOWHERE);
                return session;
            }
            enter(session, dueNs, watermarkNs);
        }
        return 0;
    }

    /** Whether an entry of the heap is still the one of a session: it may have been removed, or its cell reused. */
    private boolean isEntered(final long session, final long timeNs, final long touch) {
        return cells.get(session, KEY) != 0
                && cells.get(session, LEADER) == IN_HEAP
                && cells.get(session, LOOKED_AT) == timeNs
                && cells.touchOf(session) == touch;
    }
}
