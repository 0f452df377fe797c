package io.millrace.engine.graph;

/** By which time windows are cut. */
public enum TimeDomain {
    /** The time in the events, and watermarks. */
    EVENT_TIME,

    /** The ingress time, never going back. */
    PROCESSING_TIME
}
