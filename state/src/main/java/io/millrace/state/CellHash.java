package io.millrace.state;

/** Hashes the key of a cell, for an index that moves its entries. */
@FunctionalInterface
interface CellHash {
    /** The hash under which the cell was inserted. */
    long hashOfCell(long cell);
}
