package io.millrace.engine.stage;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** A few bytes that an object keeps in fields while it runs, and in the arena while a snapshot is taken. */
interface SavedState {
    /** Size of the state in bytes, fixed. */
    int stateBytes();

    /** Writes the state. */
    void save(MutableDirectBuffer buffer, int offset);

    /** Reads what {@link #save} wrote. */
    void load(DirectBuffer buffer, int offset);
}
