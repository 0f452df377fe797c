package io.millrace.engine.operator;

/**
 * What is known of the event that a stage is working on, shared by all its operators. One step is one slot taken to
 * completion.
 *
 * <p>Plain public fields, because they are read and written around every event. <b>Used on the stage's thread only.</b>
 */
public final class Step {
    /** Event time of the record that is being passed on, in nanoseconds since the epoch. */
    public long timeNs;

    /** Ingress time of the slot, in nanoseconds of the run's clock; never goes back. */
    public long ingressNs = Long.MIN_VALUE;

    /**
     * Number of the slot, counted from 0 over the life of the stage's state; void slots are not counted. Behind a
     * boundary, that of the slot which caused the record.
     */
    public long sequence = -1;

    /** Whether what the stage takes was journaled before, and is worked on again. */
    public boolean replaying;

    /** Number of events taken, over the life of the stage's state. */
    public long events;

    /** Number of the source that the slot came from. */
    public int source;

    /** One bit per operator (its number modulo 64) of which at least one window went without the event. */
    public long missed;

    /** Those of {@link #missed} of which other windows have the event. */
    public long missedPartly;

    /** By the number of an operator in {@link #missed}: start of the last window that went without the event. */
    public final long[] missedStartsNs = new long[Long.SIZE];

    /** By the number of an operator in {@link #missed}: how many windows went without the event. */
    public final long[] missedWindows = new long[Long.SIZE];

    /** Whether an operator could not take the event, whatever its watermark: it then moves none. */
    public boolean unrepresentable;

    /** Watermark by which the event was judged late; meaningful while {@link #missed} is not 0. */
    public long missedWatermarkNs;

    /** How often an operator found an event to lie between two of its windows, since the stage was opened. */
    public long inGaps;

    /** When the next operator of the step acts on processing time; {@link Long#MAX_VALUE} if none waits. */
    public long processingDueNs = Long.MAX_VALUE;

    /** The operators of the step that act on processing time. */
    public final ProcessingTime processing = new ProcessingTime(this);

    /** Creates the step of a stage that has seen nothing yet. */
    public Step() {}
}
