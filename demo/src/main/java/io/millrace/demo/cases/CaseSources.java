package io.millrace.demo.cases;

import io.millrace.engine.EventStream;
import io.millrace.engine.PipelineBuilder;
import io.millrace.record.DynamicRecord;
import io.millrace.windowing.watermark.WatermarkSpec;
import io.millrace.windowing.watermark.Watermarks;
import java.util.ArrayList;
import java.util.List;

/**
 * The sources of a case.
 *
 * @param names their names.
 * @param watermarks how their watermarks follow their events.
 */
record CaseSources(List<String> names, WatermarkSpec watermarks) {
    private static final List<String> ONE = List.of("events");

    /** Reads {@code sources} and {@code watermarking}. */
    static CaseSources read(final Keys keys) {
        final List<String> names = new ArrayList<>();
        for (final Object name : keys.list("sources")) {
            final String text = Keys.text(keys.where() + ", sources", name);
            if (text.isBlank() || names.contains(text)) {
                throw new CaseException(
                        keys.where() + ", sources",
                        text.isBlank() ? "a name is blank" : "'" + text + "' is there twice");
            }
            names.add(text);
        }
        return new CaseSources(names.isEmpty() ? ONE : names, watermarks(keys));
    }

    private static WatermarkSpec watermarks(final Keys keys) {
        if (!keys.isGiven("watermarking")) {
            return Watermarks.manual();
        }
        final Keys watermarking = keys.mapping("watermarking");
        final String type = watermarking.text("type");
        if (!type.equals("bounded")) {
            throw new CaseException(watermarking.where(), "'type' has to be bounded, not '" + type + "'");
        }
        final long boundNs = watermarking.number("bound");
        watermarking.requireNothingElse();
        return Watermarks.boundedDisorder(boundNs);
    }

    /** Declares them in a pipeline. */
    EventStream<DynamicRecord> open(final PipelineBuilder builder) {
        final List<EventStream<DynamicRecord>> streams = new ArrayList<>();
        for (final String name : names) {
            streams.add(builder.pushSource(name, Events.TYPE, watermarks));
        }
        return streams.size() == 1 ? streams.get(0) : streams.get(0).union("all", streams.subList(1, streams.size()));
    }
}
