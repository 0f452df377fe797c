package io.millrace.windowing.session;

import java.util.Arrays;

/**
 * Sessions by (time to look at them, their key's place): a binary heap in pieces, so that growing copies no more than a
 * list of pieces. Derived from the arena, never part of it.
 */
final class DueHeap {
    private static final int ENTRY_LONGS = 3;
    private static final int PIECE_SHIFT = 8;
    private static final int PIECE_ENTRIES = 1 << PIECE_SHIFT;
    private static final int PIECE_MASK = PIECE_ENTRIES - 1;
    private static final int TOUCH = 1;
    private static final int SESSION = 2;

    private long[][] pieces = {new long[PIECE_ENTRIES * ENTRY_LONGS]};
    private int pieceCount = 1;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** Time of the first one; {@link Long#MAX_VALUE} if there is none. */
    long firstNs() {
        return size == 0 ? Long.MAX_VALUE : pieces[0][0];
    }

    /** Place of the first one's key; the heap is not empty. */
    long firstTouch() {
        return pieces[0][TOUCH];
    }

    /** The first one; the heap is not empty. */
    long firstSession() {
        return pieces[0][SESSION];
    }

    void add(final long timeNs, final long touch, final long session) {
        if (size == pieceCount << PIECE_SHIFT) {
            addPiece();
        }
        int hole = size++;
        while (hole > 0) {
            final int parent = (hole - 1) >>> 1;
            final long[] above = pieceOf(parent);
            final int at = offsetOf(parent);
            if (above[at] < timeNs || above[at] == timeNs && above[at + TOUCH] <= touch) {
                break;
            }
            copy(above, at, hole);
            hole = parent;
        }
        final long[] piece = pieceOf(hole);
        final int at = offsetOf(hole);
        piece[at] = timeNs;
        piece[at + TOUCH] = touch;
        piece[at + SESSION] = session;
    }

    private void addPiece() {
        if (pieceCount == pieces.length) {
            pieces = Arrays.copyOf(pieces, pieceCount * 2);
        }
        pieces[pieceCount++] = new long[PIECE_ENTRIES * ENTRY_LONGS];
    }

    /** Removes the first one; the heap is not empty. */
    void removeFirst() {
        size--;
        final long[] moved = pieceOf(size);
        final int movedAt = offsetOf(size);
        int hole = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && isBefore(pieceOf(child + 1), offsetOf(child + 1), child)) {
                child++;
            }
            if (isBefore(moved, movedAt, child)) {
                break;
            }
            copy(pieceOf(child), offsetOf(child), hole);
            hole = child;
            child = 2 * hole + 1;
        }
        copy(moved, movedAt, hole);
    }

    private boolean isBefore(final long[] piece, final int at, final int number) {
        final long[] other = pieceOf(number);
        final int otherAt = offsetOf(number);
        return piece[at] != other[otherAt] ? piece[at] < other[otherAt] : piece[at + TOUCH] < other[otherAt + TOUCH];
    }

    private void copy(final long[] from, final int at, final int to) {
        final long[] piece = pieceOf(to);
        final int toAt = offsetOf(to);
        piece[toAt] = from[at];
        piece[toAt + TOUCH] = from[at + TOUCH];
        piece[toAt + SESSION] = from[at + SESSION];
    }

    private long[] pieceOf(final int number) {
        return pieces[number >>> PIECE_SHIFT];
    }

    private static int offsetOf(final int number) {
        return (number & PIECE_MASK) * ENTRY_LONGS;
    }
}
