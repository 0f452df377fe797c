package io.millrace.windowing.session;

import io.millrace.record.Record;

/** What {@link ClickTally} accumulates. */
@Record
interface Tally {
    long count();

    long sum();

    long firstNs();

    long lastNs();

    long misordered();
}
