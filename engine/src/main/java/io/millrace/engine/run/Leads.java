package io.millrace.engine.run;

import io.millrace.engine.graph.SourceNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How far the polled sources of a run have come in event time, so that one with a maximum lead can be held back. What
 * is held back only changes the order in which events of different sources arrive. A source that is idle, has ended, or
 * is pushed holds nobody back; one that has no event yet counts from the first event of whoever asks. The slowest
 * source is never held back, so there is always one that gets on.
 *
 * <p><b>Thread-safe</b>: each source's thread writes its own place.
 */
final class Leads {
    private static final long NO_EVENT = Long.MIN_VALUE;
    private static final long GONE = Long.MAX_VALUE;

    private final AtomicLongArray reachedNs;
    private final boolean limited;

    Leads(final List<SourceNode> sources) {
        reachedNs = new AtomicLongArray(sources.size());
        boolean any = false;
        for (int i = 0; i < sources.size(); i++) {
            final boolean polled = sources.get(i).factory().isPresent();
            reachedNs.set(i, polled ? NO_EVENT : GONE);
            any |= polled && sources.get(i).watermarks().maxLeadNs() != Long.MAX_VALUE;
        }
        limited = any && sources.size() > 1;
    }

    /** Whether some source has a maximum lead: only then is anything to be told. */
    boolean areLimited() {
        return limited;
    }

    /** A source has come to a time. */
    void reached(final int source, final long timeNs) {
        reachedNs.lazySet(source, Math.min(timeNs, GONE - 1));
    }

    /** A source holds nobody back from now on, until it has an event again. */
    void gone(final int source) {
        reachedNs.set(source, GONE);
    }

    /** Whether a source leads the slowest other one by more than a maximum. */
    boolean isTooFar(final int source, final long firstNs, final long maxLeadNs) {
        final long ownNs = reachedNs.get(source);
        if (ownNs == NO_EVENT || ownNs == GONE) {
            return false;
        }
        for (int other = 0; other < reachedNs.length(); other++) {
            final long otherNs = reachedNs.get(other);
            if (other != source && otherNs != GONE) {
                final long fromNs = otherNs == NO_EVENT ? firstNs : otherNs;
                final long leadNs = ownNs - fromNs;
                if (ownNs > fromNs && (leadNs < 0 || leadNs > maxLeadNs)) {
                    return true;
                }
            }
        }
        return false;
    }
}
