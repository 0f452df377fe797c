package io.millrace.demo.cases;

/** For cases without events. */
final class NoSubject implements Subject {
    @Override
    public Outcome event(final CaseEvent event) {
        return Outcome.NOTHING;
    }

    @Override
    public Outcome watermark(final String source, final long watermarkNs) {
        return Outcome.NOTHING;
    }

    @Override
    public Outcome idle(final String source) {
        return Outcome.NOTHING;
    }

    @Override
    public Outcome active(final String source) {
        return Outcome.NOTHING;
    }

    @Override
    public Outcome endInput() {
        return Outcome.NOTHING;
    }

    @Override
    public void restore() {
        // There is nothing to restore.
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
