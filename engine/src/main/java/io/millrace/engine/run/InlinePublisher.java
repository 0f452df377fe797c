package io.millrace.engine.run;

import io.millrace.engine.slot.BatchPublisher;
import io.millrace.engine.source.Publisher;
import io.millrace.record.Flyweight;

/** A publisher into an inline run: the pipeline's work is done before {@link #commit} returns. */
final class InlinePublisher<F extends Flyweight> implements Publisher<F> {
    private final InlineRun run;
    private final BatchPublisher<F> publisher;

    InlinePublisher(final InlineRun run, final BatchPublisher<F> publisher) {
        this.run = run;
        this.publisher = publisher;
    }

    @Override
    public F claim() {
        run.enter();
        return publisher.claim();
    }

    @Override
    public F tryClaim() {
        run.enter();
        return publisher.tryClaim();
    }

    @Override
    public int idOf(final CharSequence text) {
        return publisher.idOf(text);
    }

    @Override
    public void abort() {
        publisher.abort();
    }

    @Override
    public void commit() {
        final long beganNs = run.nowNs();
        try {
            publisher.commit();
        } catch (final RuntimeException | Error e) {
            run.failed(e);
            throw e;
        }
        run.leave(beganNs);
    }

    @Override
    public void commitIntended(final long intendedNs) {
        final long beganNs = run.nowNs();
        try {
            publisher.commitIntended(intendedNs);
        } catch (final RuntimeException | Error e) {
            run.failed(e);
            throw e;
        }
        run.leave(beganNs);
    }

    @Override
    public void commitAt(final long ingressNs) {
        final long beganNs = run.nowNs();
        try {
            publisher.commitAt(ingressNs);
        } catch (final RuntimeException | Error e) {
            run.failed(e);
            throw e;
        }
        run.leave(beganNs);
    }

    @Override
    public void watermark(final long watermarkNs) {
        run.enter();
        final long beganNs = run.nowNs();
        try {
            publisher.watermark(watermarkNs);
        } catch (final RuntimeException | Error e) {
            run.failed(e);
            throw e;
        }
        run.leave(beganNs);
    }

    @Override
    public void idle() {
        run.enter();
        final long beganNs = run.nowNs();
        try {
            publisher.idle();
        } catch (final RuntimeException | Error e) {
            run.failed(e);
            throw e;
        }
        run.leave(beganNs);
    }

    @Override
    public void active() {
        run.enter();
        final long beganNs = run.nowNs();
        try {
            publisher.active();
        } catch (final RuntimeException | Error e) {
            run.failed(e);
            throw e;
        }
        run.leave(beganNs);
    }

    @Override
    public void endOfInput() {
        run.enter();
        final long beganNs = run.nowNs();
        try {
            publisher.endOfInput();
        } catch (final RuntimeException | Error e) {
            run.failed(e);
            throw e;
        }
        run.leave(beganNs);
    }
}
