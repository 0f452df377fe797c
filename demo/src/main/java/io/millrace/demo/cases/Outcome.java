package io.millrace.demo.cases;

import java.util.List;

/**
 * What came of a step.
 *
 * @param outputs the outputs, in order.
 * @param late the late events, in order.
 */
record Outcome(List<Row> outputs, List<Row> late) {
    static final Outcome NOTHING = new Outcome(List.of(), List.of());
}
