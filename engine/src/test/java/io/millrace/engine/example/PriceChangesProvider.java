package io.millrace.engine.example;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineProvider;
import java.util.Map;

// tag::provider[]
public final class PriceChangesProvider implements PipelineProvider {
    @Override
    public String name() {
        return "price-changes";
    }

    @Override
    public String summary() {
        return "by how much each price differs from the one before";
    }

    @Override
    public Pipeline create(final Map<String, String> options) {
        return PriceChanges.pipeline();
    }
}
// end::provider[]
