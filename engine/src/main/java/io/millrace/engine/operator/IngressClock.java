package io.millrace.engine.operator;

import io.millrace.windowing.ProcessingClock;

/**
 * The processing time of a step.
 *
 * @param step knows the ingress time.
 * @param clock knows whether the input has ended.
 */
public record IngressClock(Step step, EventClock clock) implements ProcessingClock {
    @Override
    public long nowNs() {
        return step.ingressNs;
    }

    @Override
    public long watermarkNs() {
        return clock.watermarkNs();
    }

    @Override
    public boolean hasInputEnded() {
        return clock.watermarkNs() == Long.MAX_VALUE;
    }
}
