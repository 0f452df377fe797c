package io.millrace.demo.market;

import java.io.PrintWriter;

/** A line a second, for logs and pipes. */
final class PlainLines implements Display {
    private static final long INTERVAL_NS = 1_000_000_000L;

    private final PrintWriter out;
    private long nextNs = INTERVAL_NS;

    PlainLines(final PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(final Snapshot snapshot) {
        if (snapshot.elapsedNs() >= nextNs) {
            nextNs = (snapshot.elapsedNs() / INTERVAL_NS + 1) * INTERVAL_NS;
            out.println(snapshot.line());
            out.flush();
        }
    }

    @Override
    public void end() {
        out.flush();
    }
}
