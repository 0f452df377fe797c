package io.millrace.demo.cases;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.testkit.PipelineTester;
import io.millrace.engine.testkit.TestOutput;
import io.millrace.record.DynamicRecord;
import java.util.List;

/** {@code watermark_merge}: outputs are the combined watermark, wherever it moved. */
final class MergeKind extends PipelineSubject.Kind {
    private final CaseSources sources;
    private long watermarkNs = Long.MIN_VALUE;

    MergeKind(final CaseSources sources) {
        this.sources = sources;
    }

    @Override
    Pipeline pipeline() {
        final PipelineBuilder builder = Pipeline.builder("watermark-merge");
        final EventStream<DynamicRecord> events = sources.open(builder);
        events.filter(event -> false).forEach("nothing", event -> {});
        return builder.build();
    }

    @Override
    void writeValue(final CaseEvent event, final DynamicRecord record) {
        // Only times matter.
    }

    @Override
    List<Row> rows(final PipelineTester at) {
        if (at.watermarkNs() == watermarkNs) {
            return List.of();
        }
        watermarkNs = at.watermarkNs();
        return List.of(Row.of("wm", watermarkNs));
    }

    @Override
    Row row(final TestOutput output) {
        return Row.of();
    }
}
