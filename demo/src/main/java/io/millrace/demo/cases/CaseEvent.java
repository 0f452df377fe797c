package io.millrace.demo.cases;

/**
 * An event of a case.
 *
 * @param key its key.
 * @param timeNs its event time, in nanoseconds.
 * @param value its value: a number for windows, any text for joins.
 * @param source name of its source.
 * @param side {@code left} or {@code right} for joins, else empty.
 */
record CaseEvent(String key, long timeNs, String value, String source, String side) {}
