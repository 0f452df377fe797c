package io.millrace.engine.run;

import io.millrace.engine.slot.BatchPublisher;
import io.millrace.engine.source.Publisher;
import io.millrace.record.Flyweight;

/** A publisher into an inline run: the pipeline's work is done before {@link #commit} returns. */
final class InlinePublisher<F extends Flyweight> implements Publisher<F> {
    private final InlineRun run;
    private final OpenPublishers publishers;
    private final BatchPublisher<F> publisher;
    private boolean ended;

    InlinePublisher(final InlineRun run, final OpenPublishers publishers, final BatchPublisher<F> publisher) {
        this.run = run;
        this.publishers = publishers;
        this.publisher = publisher;
    }

    @Override
    public F claim() {
        checkOpen();
        return publisher.claim();
    }

    @Override
    public F tryClaim() {
        checkOpen();
        return publisher.tryClaim();
    }

    private void checkOpen() {
        run.enter();
        if (ended) {
            throw new IllegalStateException("the input of this publisher has ended");
        }
    }

    @Override
    public int idOf(final CharSequence text) {
        run.begin();
        try {
            return publisher.idOf(text);
        } finally {
            run.end();
        }
    }

    @Override
    public void abort() {
        publisher.abort();
    }

    @Override
    public void commit() {
        publisher.checkEvent();
        final long beganNs = run.begin();
        try {
            publisher.commit();
            run.worked(beganNs);
        } catch (final RuntimeException | Error e) {
            run.failed(e);
            throw e;
        } finally {
            run.end();
        }
    }

    @Override
    public void commitIntended(final long intendedNs) {
        publisher.checkEvent();
        run.begin();
        try {
            publisher.commitIntended(intendedNs);
            run.worked(intendedNs);
        } catch (final RuntimeException | Error e) {
            run.failed(e);
            throw e;
        } finally {
            run.end();
        }
    }

    @Override
    public void commitAt(final long ingressNs) {
        publisher.checkEvent();
        run.begin();
        try {
            publisher.commitAt(ingressNs);
            run.worked(ingressNs);
        } catch (final RuntimeException | Error e) {
            run.failed(e);
            throw e;
        } finally {
            run.end();
        }
    }

    @Override
    public void commitAt(final long ingressNs, final long intendedNs) {
        publisher.checkEvent();
        run.begin();
        try {
            publisher.commitAt(ingressNs, intendedNs);
            run.worked(intendedNs);
        } catch (final RuntimeException | Error e) {
            run.failed(e);
            throw e;
        } finally {
            run.end();
        }
    }

    @Override
    public void watermark(final long watermarkNs) {
        mark(() -> publisher.watermark(watermarkNs));
    }

    @Override
    public void idle() {
        mark(publisher::idle);
    }

    @Override
    public void active() {
        mark(publisher::active);
    }

    @Override
    public void tick() {
        mark(publisher::tick);
    }

    @Override
    public void tickAt(final long ingressNs) {
        mark(() -> publisher.tickAt(ingressNs));
    }

    @Override
    public void endOfInput() {
        checkOpen();
        publisher.checkFree();
        ended = true;
        if (publishers.endsWithThis()) {
            mark(publisher::endOfInput);
        }
    }

    /** Marks are rare: they may allocate. */
    private void mark(final Runnable action) {
        run.enter();
        publisher.checkFree();
        run.begin();
        try {
            action.run();
            run.marked();
        } catch (final RuntimeException | Error e) {
            run.failed(e);
            throw e;
        } finally {
            run.end();
        }
    }
}
