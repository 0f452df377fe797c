package io.millrace.engine.csv;

import java.io.Closeable;
import java.io.IOException;

/**
 * Takes the lines that could not become events.
 *
 * <p>Called on the thread of the source: {@link #onReject} any number of times, then {@link #close} once.
 */
public interface RejectHandler extends Closeable {
    /**
     * Takes a rejected line.
     *
     * @param file the file as it was named to the source.
     * @param line number of the line on which the rejected one starts; the header is on line 1.
     * @param reason what is wrong with it.
     * @param text its text; valid until this returns.
     * @throws IOException what makes the handler unusable; the run fails with it.
     */
    void onReject(String file, long line, String reason, CharSequence text) throws IOException;

    @Override
    default void close() throws IOException {}
}
