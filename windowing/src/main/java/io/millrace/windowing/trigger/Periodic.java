package io.millrace.windowing.trigger;

/** Multiples of a duration of event time. */
final class Periodic implements Trigger<Object> {
    private static final long serialVersionUID = 1L;

    private final long periodNs;
    private final long offsetNs;

    Periodic(final long periodNs, final long offsetNs) {
        this.periodNs = periodNs;
        this.offsetNs = Math.floorMod(offsetNs, periodNs);
    }

    @Override
    public Decision onEvent(final Object event, final TriggerContext context) {
        final long watermarkNs = context.watermarkNs();
        final long afterNs = Math.max(context.timeNs(), watermarkNs == Long.MAX_VALUE ? watermarkNs : watermarkNs + 1);
        final long multipleNs = following(afterNs, periodNs, offsetNs);
        if (multipleNs != Long.MAX_VALUE && multipleNs - 1 < Math.min(context.timerNs(), context.endNs() - 1)) {
            context.setTimer(multipleNs - 1);
        }
        return Decision.CONTINUE;
    }

    /** The first multiple after a time; the largest long if there is none. */
    static long following(final long timeNs, final long periodNs, final long offsetNs) {
        final long since = Math.floorMod(timeNs, periodNs) - offsetNs;
        final long left = since < 0 ? -since : periodNs - since;
        final long multipleNs = timeNs + left;
        return multipleNs < timeNs ? Long.MAX_VALUE : multipleNs;
    }

    @Override
    public Decision onTimer(final TriggerContext context) {
        return Decision.FIRE;
    }

    @Override
    public boolean needsWatermarks() {
        return true;
    }

    @Override
    public boolean repeatsAtEnd() {
        return false;
    }

    @Override
    public String toString() {
        return "every " + periodNs + " ns" + (offsetNs == 0 ? "" : " offset " + offsetNs + " ns");
    }
}
