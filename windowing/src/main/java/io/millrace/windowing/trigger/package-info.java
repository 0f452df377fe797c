/**
 * When a window has a result: {@link io.millrace.windowing.trigger.Trigger} and the ready-made
 * {@link io.millrace.windowing.trigger.Triggers}.
 */
package io.millrace.windowing.trigger;
