package io.millrace.windowing.pane;

/**
 * Where the next cell of an open pane goes. Derived from the arena; two of them are kept, so that events which
 * alternate between two panes find both without a division and without a search.
 */
final class PaneCursor {
    long startNs;

    /** Length of the pane; 0 when this cursor is on no pane, so that no time is in it. */
    long spanNs;

    long pane;
    boolean indexed;

    /** Ref of the next cell. */
    long nextCell;

    /** Ref after the last cell of the block. */
    long endOfCells;

    /** What makes an address of a ref in the block. */
    long addressOfRef;

    boolean contains(final long timeNs) {
        return Long.compareUnsigned(timeNs - startNs, spanNs) < 0;
    }

    void clear() {
        spanNs = 0;
    }
}
