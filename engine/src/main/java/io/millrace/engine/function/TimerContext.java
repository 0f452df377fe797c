package io.millrace.engine.function;

/**
 * What a process function is told of the timer at hand. {@link #timeNs()} is the time that the timer was registered
 * for. Valid during the call it is passed to.
 */
public interface TimerContext extends ProcessContext {
    /**
     * The number that the timer was registered with.
     *
     * @return the payload.
     */
    long payload();

    /**
     * Which time it was registered on.
     *
     * @return {@code true} for processing time, {@code false} for event time.
     */
    boolean isProcessingTime();
}
