package io.millrace.demo.cases;

/** What the steps of a case are tried on. */
interface Subject extends AutoCloseable {
    /** Takes an event. */
    Outcome event(CaseEvent event);

    /** Raises the watermark of a source. */
    Outcome watermark(String source, long watermarkNs);

    /** Marks a source idle. */
    Outcome idle(String source);

    /** Marks a source active. */
    Outcome active(String source);

    /** Ends all sources. */
    Outcome endInput();

    /** Takes a snapshot and goes on with a fresh pipeline that is restored from it. */
    void restore();

    @Override
    void close();
}
