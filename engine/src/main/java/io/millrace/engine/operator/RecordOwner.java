package io.millrace.engine.operator;

/** Owns a record that user functions see, for as long as the call lasts. <b>Used on the stage's thread only.</b> */
public interface RecordOwner {
    /** Overwrites the record between two steps, so that a function which kept it is seen to be wrong. For tests. */
    void poison();
}
