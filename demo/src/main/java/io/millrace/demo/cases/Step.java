package io.millrace.demo.cases;

import java.util.List;
import java.util.function.Function;

/**
 * A step of a case: an action, and what it has to cause.
 *
 * @param number its place in the case, from 1.
 * @param text the action in words.
 * @param action the action.
 * @param expected the outputs.
 * @param late the late events.
 * @param ordered whether the outputs have to come in that order.
 */
record Step(
        int number,
        String text,
        Function<Subject, Outcome> action,
        List<Row> expected,
        List<Row> late,
        boolean ordered) {}
