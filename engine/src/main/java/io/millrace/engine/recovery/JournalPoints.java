package io.millrace.engine.recovery;

/** Is told each point that a journaled run passes, on the stage's thread. Tests die in it. */
@FunctionalInterface
interface JournalPoints {
    /** Nobody is told. */
    JournalPoints NONE = point -> {};

    /** A point is passed. */
    void at(JournalPoint point);
}
