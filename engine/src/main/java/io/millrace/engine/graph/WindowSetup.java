package io.millrace.engine.graph;

import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.Windows;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.Triggers;
import java.util.Objects;
import java.util.Optional;

/**
 * Which windows there are, when they have results, and how long they are kept.
 *
 * @param assigner which windows an event belongs to.
 * @param trigger when a window has results; empty for what is usual for such windows.
 * @param allowedLatenessNs how long a window is kept after its end, in nanoseconds.
 * @param mode what becomes of its contents when it has a result.
 * @param timeDomain by which time.
 */
public record WindowSetup(
        WindowAssigner assigner,
        Optional<Trigger<?>> trigger,
        long allowedLatenessNs,
        FiringMode mode,
        TimeDomain timeDomain) {
    /** Checks the parts. */
    public WindowSetup {
        Objects.requireNonNull(assigner, "assigner");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(timeDomain, "timeDomain");
    }

    /**
     * Windows that have one result, when they are complete by event time, and are gone then.
     *
     * @param assigner which windows an event belongs to.
     * @return the setup.
     */
    public static WindowSetup of(final WindowAssigner assigner) {
        return new WindowSetup(assigner, Optional.empty(), 0, FiringMode.ACCUMULATING, TimeDomain.EVENT_TIME);
    }

    /**
     * The same with a trigger.
     *
     * @param newTrigger when a window has results.
     * @return the setup.
     */
    public WindowSetup withTrigger(final Trigger<?> newTrigger) {
        return new WindowSetup(assigner, Optional.of(newTrigger), allowedLatenessNs, mode, timeDomain);
    }

    /**
     * The same with another allowed lateness.
     *
     * @param newLatenessNs how long a window is kept after its end, in nanoseconds.
     * @return the setup.
     */
    public WindowSetup withAllowedLatenessNs(final long newLatenessNs) {
        return new WindowSetup(assigner, trigger, newLatenessNs, mode, timeDomain);
    }

    /**
     * The same in another mode.
     *
     * @param newMode what becomes of a window's contents when it has a result.
     * @return the setup.
     */
    public WindowSetup withMode(final FiringMode newMode) {
        return new WindowSetup(assigner, trigger, allowedLatenessNs, newMode, timeDomain);
    }

    /**
     * The same by another time.
     *
     * @param newDomain by which time.
     * @return the setup.
     */
    public WindowSetup withTimeDomain(final TimeDomain newDomain) {
        return new WindowSetup(assigner, trigger, allowedLatenessNs, mode, newDomain);
    }

    /**
     * Whether every window has one result, when it is complete, and is gone then: what the quickest implementations are
     * for.
     *
     * @return true if neither trigger nor lateness ask for more.
     */
    public boolean isFiringOnce() {
        return allowedLatenessNs == 0 && (trigger.isEmpty() || trigger.get().equals(Triggers.eventTime()));
    }

    /**
     * Whether windows fire and close by nothing but watermarks.
     *
     * @return {@code true} if there must be some.
     */
    public boolean needsWatermarks() {
        final boolean ending = assigner instanceof Windows || assigner instanceof SessionWindows;
        final boolean atEnd = trigger.isEmpty() || trigger.get().equals(Triggers.eventTime());
        return timeDomain == TimeDomain.EVENT_TIME
                && (ending && atEnd || trigger.isPresent() && trigger.get().needsWatermarks());
    }

    /**
     * Whether results may be taken back: those of sessions that become longer after they had one. Without lateness or
     * an early trigger, or discarding, there are none, but nothing is missing either.
     *
     * @return {@code true} for sessions.
     */
    public boolean makesRetractions() {
        return assigner instanceof SessionWindows;
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(assigner.toString());
        if (timeDomain == TimeDomain.PROCESSING_TIME) {
            text.append(" by processing time");
        }
        trigger.ifPresent(each -> text.append(", trigger ").append(each));
        if (allowedLatenessNs != 0) {
            text.append(", lateness ").append(allowedLatenessNs).append(" ns");
        }
        return text.append(mode == FiringMode.DISCARDING ? ", discarding" : "").toString();
    }
}
