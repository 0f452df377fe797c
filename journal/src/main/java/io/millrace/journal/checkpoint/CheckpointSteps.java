package io.millrace.journal.checkpoint;

/** Is told each step of storing a checkpoint, on the storing thread. Tests die in it. */
@FunctionalInterface
public interface CheckpointSteps {
    /**
     * A step is about to be taken.
     *
     * @param step which; {@link CheckpointStep#WITHIN_FILE} comes once after each section.
     */
    void at(CheckpointStep step);

    /**
     * Nobody is told.
     *
     * @return steps that do nothing.
     */
    static CheckpointSteps none() {
        return step -> {};
    }
}
