package io.millrace.engine.testkit;

/** An event with its time and its place in the order of arrival. */
record Occurrence<T>(T event, long timeNs, long sequence) {
    @Override
    public String toString() {
        return "time " + timeNs + ", sequence " + sequence + ": " + event;
    }
}
