package io.millrace.engine.run;

import io.millrace.engine.Tick;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what a sink is given, as text, for tests. Read it when the run is over. */
final class Results {
    private final List<String> lines = new ArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();

    /** A factory of sinks that add to this. */
    SinkFactory<Tick> sink() {
        return context -> new Sink<>() {
            @Override
            public void accept(final Tick tick) {
                synchronized (lines) {
                    lines.add(tick.timeNs() + "/" + tick.key() + "=" + tick.value() + " #" + context.outputSequence());
                }
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    int closed() {
        return closed.get();
    }
}
