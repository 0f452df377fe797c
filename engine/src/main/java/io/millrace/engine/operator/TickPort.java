package io.millrace.engine.operator;

/** A stage boundary, as processing time passes it. <b>Called on the thread of the stage before it.</b> */
public interface TickPort {
    /** Processing time has come to that of the stage before the boundary, without a record. */
    void onTick();

    /**
     * The input of the stage before the boundary is about to end: what is due by now does not come of the end, and must
     * be told apart from what is.
     */
    void onInputEnding();

    /** The input of the stage before the boundary has ended, and everything there has acted. */
    void onInputEnded();
}
