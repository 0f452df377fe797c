package io.millrace.windowing.watermark;

/** A specification with what else is said about its source. */
record SourcePolicy(WatermarkSpec inner, long idleAfterNs, long maxLeadNs) implements WatermarkSpec {
    @Override
    public WatermarkGenerator newGenerator() {
        return inner.newGenerator();
    }

    @Override
    public boolean givesWatermarks() {
        return inner.givesWatermarks();
    }

    @Override
    public String toString() {
        final WatermarkSpec made = inner instanceof SourcePolicy ? ((SourcePolicy) inner).inner : inner;
        return made
                + (idleAfterNs == 0 ? "" : ", idle after " + idleAfterNs + " ns")
                + (maxLeadNs == Long.MAX_VALUE ? "" : ", leads by " + maxLeadNs + " ns at most");
    }
}
