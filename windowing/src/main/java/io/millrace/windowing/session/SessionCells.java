package io.millrace.windowing.session;

import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

import io.millrace.state.Arena;
import io.millrace.state.StateException;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.OpenWindowVisitor;
import io.millrace.windowing.Window;
import io.millrace.windowing.elements.SessionElements;

/**
 * The cells of sessions, in segments of the arena. A cell that is freed is the next to be handed out; cells never move.
 * All fields are 8 bytes, little-endian, 8-aligned.
 *
 * <pre>
 * cell
 *   0  key         ref of the key; 0: the cell is free
 *   8  older       ref of the key's session before this one in time, or of the next free cell; 0: none
 *  16  newer       ref of the key's session after this one in time; 0: none
 *  24  start       first time in the session
 *  32  end         first time after it
 *  40  firings     how many results it had; with a trigger only whether it was complete
 *  48  looked at   the time at which the calendar looks at it: when it is due, or earlier
 *  56  follower    derived: ref of the session that follows in the calendar's day; 0: none
 *  64  leader      derived: ref of the one it follows, or one of the marks of the calendar
 *  72  accumulator
 *
 * key (value of the table of keys)
 *   0  touch       place in the list of live keys: larger for a key that came to life later
 *   8  newest      ref of its newest session; 0: it is not alive
 *
 * root
 *   0  first cell never used in the last segment; 0: it is full
 *   8  first free cell
 *  16  cells in use
 *  24  unfired         number of sessions dropped with something that was in no result
 * </pre>
 */
final class SessionCells {
    static final int KEY = 0;
    static final int OLDER = 8;
    static final int NEWER = 16;
    static final int START = 24;
    static final int END = 32;
    static final int FIRINGS = 40;
    static final int LOOKED_AT = 48;
    static final int FOLLOWER = 56;
    static final int LEADER = 64;
    static final int ACCUMULATOR = 72;

    static final int KEY_TOUCH = 0;
    static final int KEY_NEWEST = 8;
    static final int KEY_BYTES = 16;

    private static final int FREE_HEAD = 8;
    private static final int IN_USE = 16;
    private static final int UNFIRED = 24;
    private static final int ROOT_BYTES = 32;

    private final Arena arena;
    private final long root;
    private final long latenessNs;
    private final int cellBytes;
    private final int lastOffset;
    private SessionElements<?, ?> elements;

    SessionCells(final Arena arena, final String id, final int accumulatorBytes, final long latenessNs) {
        this.arena = arena;
        this.latenessNs = latenessNs;
        cellBytes = ACCUMULATOR + accumulatorBytes;
        if (cellBytes > Arena.SEGMENT_BYTES) {
            throw new StateException("'" + id + "': an accumulator of " + accumulatorBytes
                    + " bytes is too large, at most " + (Arena.SEGMENT_BYTES - ACCUMULATOR) + " fit");
        }
        lastOffset = (Arena.SEGMENT_BYTES / cellBytes - 1) * cellBytes;
        root = arena.root(id, "session-windows", cellBytes, ROOT_BYTES);
    }

    Arena arena() {
        return arena;
    }

    /**
     * A cell with an accumulator of zeros; the rest of it is to be written. Nothing has changed if the arena is full.
     */
    long allocate() {
        final long free = arena.getLong(root + FREE_HEAD);
        final long cell = free != 0 ? reuse(free) : neverUsed();
        arena.putLong(root + IN_USE, arena.getLong(root + IN_USE) + 1);
        return cell;
    }

    private long reuse(final long cell) {
        arena.beforeWrite(root);
        arena.beforeWrite(cell);
        final long address = arena.address(cell);
        arena.putLong(root + FREE_HEAD, getLong(address + OLDER));
        for (int at = ACCUMULATOR; at < cellBytes; at += Long.BYTES) {
            putLong(address + at, 0);
        }
        return cell;
    }

    private long neverUsed() {
        final long next = arena.getLong(root);
        final long cell = next != 0 ? next : arena.allocateSegment();
        arena.beforeWrite(root);
        arena.beforeWrite(cell);
        arena.putLong(root, (cell & Arena.SEGMENT_BYTES - 1) == lastOffset ? 0 : cell + cellBytes);
        return cell;
    }

    /** Accumulators may hold events that lie elsewhere, and are given back with them. */
    void holding(final Aggregate<?, ?, ?> aggregate) {
        elements = aggregate instanceof SessionElements ? (SessionElements<?, ?>) aggregate : null;
    }

    /** Gives back what the accumulator of a session holds elsewhere; it is to be dropped or emptied then. */
    void release(final long cell) {
        if (elements != null) {
            elements.release(cell + ACCUMULATOR);
        }
    }

    void free(final long cell) {
        release(cell);
        arena.beforeWrite(root);
        arena.beforeWrite(cell);
        final long address = arena.address(cell);
        final long rootAddress = arena.address(root);
        putLong(address + KEY, 0);
        putLong(address + OLDER, getLong(rootAddress + FREE_HEAD));
        putLong(rootAddress + FREE_HEAD, cell);
        putLong(rootAddress + IN_USE, getLong(rootAddress + IN_USE) - 1);
    }

    long inUse() {
        return arena.getLong(root + IN_USE);
    }

    long unfired() {
        return arena.getLong(root + UNFIRED);
    }

    void addUnfired() {
        arena.beforeWrite(root);
        arena.putLong(root + UNFIRED, unfired() + 1);
    }

    long get(final long cell, final int field) {
        return arena.getLong(cell + field);
    }

    /** Writes a field, with the barrier. */
    void put(final long cell, final int field, final long value) {
        arena.beforeWrite(cell);
        putLong(arena.address(cell) + field, value);
    }

    /** Where a cell lies, to be written to at once. */
    long addressToWrite(final long cell) {
        arena.beforeWrite(cell);
        return arena.address(cell);
    }

    /** The watermark at which something has to happen to a session: its result, or its end. */
    long dueNs(final long cell) {
        return dueNsAt(arena.address(cell));
    }

    /** The same of the session that lies at an address. */
    long dueNsAt(final long address) {
        final long lastNs = getLong(address + END) - 1;
        return getLong(address + FIRINGS) == 0 ? lastNs : keptUntilNs(lastNs);
    }

    /** The watermark at which a session is dropped, of its last time. */
    long keptUntilNs(final long lastNs) {
        final long sum = lastNs + latenessNs;
        return sum < lastNs ? Long.MAX_VALUE : sum;
    }

    boolean isLate(final long endNs, final long watermarkNs) {
        return keptUntilNs(endNs - 1) <= watermarkNs;
    }

    /** Place of the session's key in the list of live keys. */
    long touchOf(final long cell) {
        return arena.getLong(arena.getLong(cell + KEY) + KEY_TOUCH);
    }

    /** Tells of the sessions of a key, newest first; where the trigger's part of a cell lies, or 0 if there is none. */
    void visit(
            final long newest,
            final Window window,
            final int fired,
            final int triggerState,
            final OpenWindowVisitor visitor) {
        for (long session = newest; session != 0; session = get(session, OLDER)) {
            window.setTimes(get(session, START), get(session, END));
            window.setFiring(get(session, fired), false, false);
            visitor.onWindow(
                    window,
                    OpenWindowVisitor.UNKNOWN,
                    triggerState == 0 ? OpenWindowVisitor.UNKNOWN : get(session, triggerState));
        }
    }
}
