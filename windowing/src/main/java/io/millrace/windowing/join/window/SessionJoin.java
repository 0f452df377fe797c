package io.millrace.windowing.join.window;

import io.millrace.windowing.join.JoinHandler;
import io.millrace.windowing.join.JoinKind;
import io.millrace.windowing.join.JoinSetup;
import io.millrace.windowing.join.cells.SaturatingTime;
import io.millrace.windowing.join.cells.SortedRecords;

/**
 * A window join in sessions that events of both sides make. Events of sessions that have closed are gone, so that every
 * event which is there belongs to one that is open.
 */
final class SessionJoin extends WindowJoin {
    private final long gapNs;

    SessionJoin(final JoinSetup setup, final JoinKind kind, final long gapNs, final JoinHandler handler) {
        super(setup, kind, -gapNs, handler);
        this.gapNs = gapNs;
    }

    @Override
    boolean isOutside(final long timeNs) {
        return timeNs > Long.MAX_VALUE - gapNs || isUnrepresentable(timeNs);
    }

    @Override
    boolean isInGap(final long timeNs) {
        return false;
    }

    @Override
    boolean isOpen(final long key, final long timeNs, final long watermarkNs) {
        return timeNs + gapNs - 1 > watermarkNs
                || key != 0 && (hasNeighbour(lefts, key, timeNs) || hasNeighbour(rights, key, timeNs));
    }

    /** Whether an event is less than a gap away. */
    private boolean hasNeighbour(final SortedRecords side, final long key, final long timeNs) {
        final long fromNs = SaturatingTime.minus(timeNs, gapNs - 1);
        final long cell = side.firstFrom(key, fromNs);
        return cell != 0 && side.timeNs(cell) <= timeNs + gapNs - 1;
    }

    @Override
    boolean isPartlyLate(final long timeNs, final long watermarkNs) {
        return false;
    }

    @Override
    void tellMissed(final long timeNs, final long watermarkNs, final boolean partly) {
        handler.onMissedWindows(1, timeNs);
    }

    @Override
    void place(final long key, final long timeNs, final long watermarkNs) {
        if (!isLive(key)) {
            session(key, timeNs, timeNs);
            return;
        }
        final long startNs = arena.getLong(key + START);
        final long lastNs = arena.getLong(key + CLOSES) - gapNs + 1;
        if (timeNs < SaturatingTime.minus(startNs, gapNs - 1)) {
            session(key, timeNs, lastFrom(key, timeNs));
        } else if (timeNs < startNs) {
            session(key, timeNs, lastNs);
        } else if (timeNs > lastNs && Long.compareUnsigned(timeNs - lastNs, gapNs) < 0) {
            session(key, startNs, lastFrom(key, timeNs));
        }
    }

    private void session(final long key, final long startNs, final long lastNs) {
        arena.putLong(key + START, startNs);
        arena.putLong(key + CLOSES, lastNs + gapNs - 1);
    }

    /** The last time of the session that an event belongs to, looking at what follows it. */
    private long lastFrom(final long key, final long timeNs) {
        long left = lefts.firstFrom(key, timeNs);
        long right = rights.firstFrom(key, timeNs);
        long lastNs = timeNs;
        while (left != 0 || right != 0) {
            final long leftNs = left == 0 ? Long.MAX_VALUE : lefts.timeNs(left);
            final long rightNs = right == 0 ? Long.MAX_VALUE : rights.timeNs(right);
            final long nextNs = Math.min(leftNs, rightNs);
            if (Long.compareUnsigned(nextNs - lastNs, gapNs) >= 0) {
                break;
            }
            lastNs = nextNs;
            if (leftNs <= rightNs) {
                left = lefts.newer(left);
            } else {
                right = rights.newer(right);
            }
        }
        return lastNs;
    }

    @Override
    boolean advance(final long key) {
        final long afterNs = arena.getLong(key + CLOSES) + 1;
        lefts.removeBefore(key, afterNs);
        rights.removeBefore(key, afterNs);
        final long oldestNs = oldestNs(key);
        if (oldestNs == Long.MAX_VALUE) {
            return false;
        }
        session(key, oldestNs, lastFrom(key, oldestNs));
        return true;
    }
}
