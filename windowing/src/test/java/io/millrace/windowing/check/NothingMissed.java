package io.millrace.windowing.check;

import io.millrace.windowing.MissedEventHandler;

/** There is nothing to be missed: an event that is, is an error. */
public final class NothingMissed<T> implements MissedEventHandler<T> {
    @Override
    public void onLate(final T event, final long timeNs, final long lateByNs, final long windowStartNs) {
        throw new AssertionError("late: " + event);
    }

    @Override
    public void onPartlyLate(
            final T event, final long timeNs, final long lateByNs, final long firstStartNs, final long lastStartNs) {
        throw new AssertionError("partly late: " + event);
    }

    @Override
    public void onGap(final T event, final long timeNs) {
        throw new AssertionError("gap: " + event);
    }

    @Override
    public void onUnrepresentable(final T event, final long timeNs) {
        throw new AssertionError("unrepresentable: " + event);
    }
}
