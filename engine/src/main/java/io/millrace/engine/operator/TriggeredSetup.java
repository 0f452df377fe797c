package io.millrace.engine.operator;

import io.millrace.windowing.ProcessingClock;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.trigger.Trigger;

/**
 * Windows with a trigger or allowed lateness.
 *
 * @param assigner which windows.
 * @param trigger when they have results.
 * @param latenessNs how long a window is kept after its end, in nanoseconds.
 * @param discarding whether a result takes what it is made of out of the window.
 * @param clock tells the processing time.
 */
public record TriggeredSetup(
        WindowAssigner assigner, Trigger<Object> trigger, long latenessNs, boolean discarding, ProcessingClock clock) {}
