package io.millrace.windowing.pane;

import java.util.Arrays;

/**
 * The smallest of distinct longs: a binary heap in pieces, so that growing copies no more than a list of pieces.
 * Derived from the arena, never part of it.
 *
 * <p><b>Not thread-safe.</b>
 */
public final class StartQueue {
    private static final int PIECE_SHIFT = 9;
    private static final int PIECE_LENGTH = 1 << PIECE_SHIFT;
    private static final int PIECE_MASK = PIECE_LENGTH - 1;

    private long[][] pieces = {new long[PIECE_LENGTH]};
    private int pieceCount = 1;
    private int size;

    /** Creates an empty queue. */
    public StartQueue() {}

    /**
     * Whether there is nothing in it.
     *
     * @return true if it is empty.
     */
    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * How many there are.
     *
     * @return the count.
     */
    public int size() {
        return size;
    }

    /**
     * The smallest; the queue is not empty.
     *
     * @return the value.
     */
    public long first() {
        return pieces[0][0];
    }

    /**
     * Adds a value that is not there.
     *
     * @param value the value.
     */
    public void add(final long value) {
        if (size == pieceCount << PIECE_SHIFT) {
            addPiece();
        }
        int at = size++;
        while (at > 0) {
            final int parent = (at - 1) >>> 1;
            final long above = get(parent);
            if (above <= value) {
                break;
            }
            set(at, above);
            at = parent;
        }
        set(at, value);
    }

    private void addPiece() {
        if (pieceCount == pieces.length) {
            pieces = Arrays.copyOf(pieces, pieceCount * 2);
        }
        pieces[pieceCount++] = new long[PIECE_LENGTH];
    }

    /** Removes the smallest; the queue is not empty. */
    public void removeFirst() {
        size--;
        final long value = get(size);
        int at = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && get(child + 1) < get(child)) {
                child++;
            }
            if (get(child) >= value) {
                break;
            }
            set(at, get(child));
            at = child;
            child = 2 * at + 1;
        }
        set(at, value);
    }

    private long get(final int at) {
        return pieces[at >>> PIECE_SHIFT][at & PIECE_MASK];
    }

    private void set(final int at, final long value) {
        pieces[at >>> PIECE_SHIFT][at & PIECE_MASK] = value;
    }
}
