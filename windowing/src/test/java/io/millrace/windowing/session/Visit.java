package io.millrace.windowing.session;

import io.millrace.record.Record;

/** What {@link ClickTally} results in. */
@Record
interface Visit {
    long key();

    long startNs();

    long endNs();

    long count();

    long sum();

    long firstNs();

    long lastNs();

    long firedBefore();

    boolean dropped();

    boolean retraction();
}
