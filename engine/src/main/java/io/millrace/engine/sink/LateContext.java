package io.millrace.engine.sink;

/** What a run tells a late sink. <b>Used on the late sink's thread.</b> */
public interface LateContext {
    /**
     * Resolves symbol ids to text.
     *
     * @return the symbols of the run.
     */
    SymbolText symbols();

    /**
     * Whether what the late sink stores must outlive the run.
     *
     * @return how the run is journaled.
     */
    Journaling journaling();
}
