package io.millrace.engine.sink;

/** Resolves symbol ids to text, for printing. <b>Used on the thread it was given to.</b> */
@FunctionalInterface
public interface SymbolText {
    /**
     * The text of a symbol.
     *
     * @param id the id.
     * @return its text.
     * @throws IllegalArgumentException if no symbol has this id.
     */
    CharSequence textOf(int id);
}
