package io.millrace.demo.replay;

import io.millrace.engine.recovery.Replay;
import io.millrace.journal.Journal;

/**
 * A place in a journal.
 *
 * @param position the position, if it is given by one.
 * @param ingressNs the ingress time of the first slot, if it is given by one; in nanoseconds since the epoch.
 */
record Place(Long position, Long ingressNs) {
    static final Place BEGINNING = new Place(0L, null);
    static final Place END = new Place(Long.MAX_VALUE, null);

    long positionIn(final Journal journal) {
        return position != null ? position : Replay.positionOf(journal, ingressNs);
    }
}
