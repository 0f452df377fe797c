package io.millrace.engine.source;

/**
 * Resolves text to symbol ids: numbers by first appearance in the stream, from 0.
 *
 * <p>A text seen for the first time enters the stream as a mark, ahead of the next event published, so that every
 * replay numbers symbols alike. <b>Used on the thread of the source it was made for.</b>
 */
public interface SymbolIds {
    /**
     * The id of a symbol.
     *
     * @param text the symbol; ASCII, 1 to 32 characters.
     * @return its id.
     * @throws IllegalArgumentException if the text is empty, too long, or not ASCII; nothing has changed then.
     */
    int idOf(CharSequence text);
}
