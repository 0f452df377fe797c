package io.millrace.engine.run;

/** Who fills the ring of a stage. */
@FunctionalInterface
interface Upstream {
    /**
     * Whether nothing more will come. Asked by the stage's thread when it has nothing at hand.
     *
     * @return {@code true} once everything that will ever come is in the ring.
     */
    boolean isDone();
}
