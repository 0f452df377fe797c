package io.millrace.demo.cases;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.WindowedStream;
import io.millrace.engine.testkit.TestOutput;
import io.millrace.record.DynamicRecord;
import io.millrace.windowing.GlobalWindow;

/** {@code window}: counts or sums by key and window. */
final class WindowKind extends PipelineSubject.Kind {
    private final CaseSources sources;
    private final WindowSettings settings;

    WindowKind(final CaseSources sources, final WindowSettings settings) {
        this.sources = sources;
        this.settings = settings;
    }

    @Override
    Pipeline pipeline() {
        final PipelineBuilder builder = Pipeline.builder("window");
        WindowedStream<DynamicRecord> windowed =
                sources.open(builder).keyBy(event -> event.getLong(Events.KEY)).window(settings.assigner());
        if (settings.trigger().isPresent()) {
            windowed = windowed.trigger(settings.trigger().get());
        }
        if (settings.discarding()) {
            windowed = windowed.discarding();
        }
        final WindowedStream.Results<DynamicRecord, DynamicRecord> results = windowed.allowedLatenessNs(
                        settings.allowedLatenessNs())
                .aggregate("window", new CaseAggregate(settings.sum()));
        results.results().forEach("results", result -> {});
        results.late().forEach(PipelineSubject.LATE, event -> {});
        return builder.build();
    }

    @Override
    void writeValue(final CaseEvent event, final DynamicRecord record) {
        record.putLong(Events.VALUE, Long.parseLong(event.value()));
    }

    @Override
    Row row(final TestOutput output) {
        final DynamicRecord result = output.as(CaseAggregate.RESULT);
        final String key = keyOf(result.getLong(CaseAggregate.KEY));
        final long value = result.getLong(CaseAggregate.VALUE);
        if (settings.assigner() instanceof GlobalWindow) {
            return Row.of("key", key, "value", value);
        }
        return Row.of(
                "key",
                key,
                "start",
                result.getLong(CaseAggregate.START),
                "end",
                result.getLong(CaseAggregate.END),
                "value",
                value);
    }
}
