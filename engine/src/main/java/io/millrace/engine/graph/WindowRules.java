package io.millrace.engine.graph;

import io.millrace.windowing.CountWindows;
import io.millrace.windowing.GlobalWindow;
import io.millrace.windowing.Windows;
import io.millrace.windowing.trigger.Triggers;
import java.util.Optional;

/** Which windows, triggers and computations fit together. */
final class WindowRules {
    /** Windows that an event is in, at most, where it is added to each of them. */
    private static final long MAX_OVERLAP = 100_000;

    private WindowRules() {}

    static void check(final String operator, final WindowSetup setup, final WindowComputation computation) {
        checkNumbers(operator, setup, computation);
        checkSense(operator, setup);
        checkOverlap(operator, setup, computation);
    }

    private static void checkNumbers(
            final String operator, final WindowSetup setup, final WindowComputation computation) {
        setup.assigner().mistake().ifPresent(mistake -> require(false, operator, mistake));
        setup.trigger().flatMap(each -> each.mistake()).ifPresent(mistake -> require(false, operator, mistake));
        require(
                setup.allowedLatenessNs() >= 0,
                operator,
                "its allowed lateness is negative: " + setup.allowedLatenessNs() + " ns");
        final int stateLongs = setup.trigger().map(each -> each.stateLongs()).orElse(0);
        require(
                stateLongs >= 0 && stateLongs <= 16,
                operator,
                "its trigger asks for " + stateLongs + " longs of state: 0 to 16 are possible");
        if (computation instanceof WindowComputation.OfElements) {
            final int maxElements = ((WindowComputation.OfElements) computation).maxElements();
            require(maxElements > 0, operator, "its limit of elements is not positive: " + maxElements);
            require(
                    !(setup.assigner() instanceof CountWindows)
                            || ((CountWindows) setup.assigner()).size() <= maxElements,
                    operator,
                    "its windows have more events than its limit of elements: " + setup.assigner() + ", limit "
                            + maxElements);
        }
    }

    private static void checkSense(final String operator, final WindowSetup setup) {
        final boolean global = setup.assigner() instanceof GlobalWindow;
        require(
                !global || setup.trigger().isPresent(),
                operator,
                "a global window has no end: give it a trigger, such as Triggers.count(n) or Triggers.endOfInput()");
        require(
                global || !setup.trigger().equals(Optional.of(Triggers.endOfInput())),
                operator,
                "its windows are gone before the input has ended: the trigger is for the global window");
        final boolean counted = setup.assigner() instanceof CountWindows;
        require(
                !counted || setup.isFiringOnce() && setup.timeDomain() == TimeDomain.EVENT_TIME,
                operator,
                "count windows know no time: they take neither a trigger, nor lateness, nor processing time");
        require(
                !global || setup.allowedLatenessNs() == 0,
                operator,
                "a global window has no end, so nothing is late for it: leave the lateness out");
        require(
                setup.timeDomain() == TimeDomain.EVENT_TIME || setup.allowedLatenessNs() == 0,
                operator,
                "nothing is late by processing time: leave the lateness out");
    }

    /** Where an event is added to each of its windows. */
    private static void checkOverlap(
            final String operator, final WindowSetup setup, final WindowComputation computation) {
        final boolean once = setup.isFiringOnce() && !(computation instanceof WindowComputation.OfElements);
        if (once || !(setup.assigner() instanceof Windows)) {
            return;
        }
        final Windows windows = (Windows) setup.assigner();
        final long overlap = (windows.sizeNs() - 1) / windows.slideNs() + 1;
        require(
                overlap <= MAX_OVERLAP,
                operator,
                "an event would be added to each of " + overlap + " windows (" + setup + "), and " + MAX_OVERLAP
                        + " is the most: make the slide at least " + ((windows.sizeNs() - 1) / MAX_OVERLAP + 1)
                        + " ns, or aggregate without a trigger and without lateness, which costs the same however many"
                        + " windows overlap");
    }

    private static void require(final boolean condition, final String operator, final String mistake) {
        if (!condition) {
            throw new GraphException(operator, mistake);
        }
    }
}
