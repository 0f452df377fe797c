package io.millrace.engine.run;

import io.millrace.engine.TickFlyweight;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import io.millrace.engine.source.SourceFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A polled source for tests: gives listed events, a few at a time, then does what it is told at the end. */
final class TickFeed implements Source<TickFlyweight> {
    private final List<long[]> ticks;
    private final int atOnce;
    private final End end;
    private int next;

    /** What a feed does when its events are used up. */
    enum End {
        /** Ends its input. */
        END,

        /** Has nothing more, but does not say so. */
        GO_QUIET,

        /** Fails. */
        THROW
    }

    static final AtomicInteger CLOSED = new AtomicInteger();

    TickFeed(final List<long[]> ticks, final int atOnce, final End end) {
        this.ticks = ticks;
        this.atOnce = atOnce;
        this.end = end;
    }

    /** A factory of feeds; each event is {time, key, value}. */
    static SourceFactory<TickFlyweight> of(final List<long[]> ticks, final int atOnce, final End end) {
        return context -> new TickFeed(ticks, atOnce, end);
    }

    static SourceFactory<TickFlyweight> of(final List<long[]> ticks) {
        return of(ticks, 7, End.END);
    }

    @Override
    public int poll(final Publisher<TickFlyweight> out, final int limit) {
        if (next == ticks.size()) {
            if (end == End.THROW) {
                throw new IllegalArgumentException("the feed broke");
            }
            return end == End.END ? END_OF_INPUT : 0;
        }
        final int count = Math.min(Math.min(limit, atOnce), ticks.size() - next);
        for (int i = 0; i < count; i++) {
            final long[] tick = ticks.get(next++);
            out.claim().timeNs(tick[0]).key(tick[1]).value(tick[2]);
            out.commit();
        }
        return count;
    }

    @Override
    public void close() {
        CLOSED.incrementAndGet();
    }
}
