package io.millrace.engine.testkit;

import java.util.List;

/**
 * What came of one step.
 *
 * @param outputs the results, in the order in which they reached their sinks.
 * @param late the events that at least one window went without.
 */
public record TestStep(List<TestOutput> outputs, List<TestLate> late) {
    /** Copies the lists. */
    public TestStep {
        outputs = List.copyOf(outputs);
        late = List.copyOf(late);
    }

    /**
     * The results of one sink.
     *
     * @param sink its name.
     * @return its results, in order.
     */
    public List<TestOutput> outputs(final String sink) {
        return outputs.stream().filter(output -> output.sink().equals(sink)).toList();
    }
}
