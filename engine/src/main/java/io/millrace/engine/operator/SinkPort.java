package io.millrace.engine.operator;

import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkContext;
import java.io.IOException;

/** The end of a chain, as its stage sees it. <b>Used on the stage's thread only.</b> */
public abstract class SinkPort extends Operator implements NumberedOutput {
    /** For the operators of this package and their copies. */
    protected SinkPort() {}

    /**
     * What the sink is told.
     *
     * @return the context, to open the sink with.
     */
    public abstract SinkContext context();

    /**
     * Gives the port its sink.
     *
     * @param opened the sink.
     */
    public abstract void attach(Sink<Object> opened);

    /**
     * Flushes the sink if it has had results since the last flush.
     *
     * @throws Exception as the sink does.
     */
    public abstract void flush() throws Exception;

    /**
     * Closes the sink, if there is one.
     *
     * @throws IOException as the sink does.
     */
    public abstract void close() throws IOException;

    /**
     * Restores the output sequence and the digest.
     *
     * @param restoredOutputSequence the next output sequence.
     * @param restoredDigest the digest of the results before it.
     */
    public abstract void restore(long restoredOutputSequence, long restoredDigest);
}
