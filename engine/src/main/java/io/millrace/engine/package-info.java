/**
 * Pipelines: an immutable graph of named operators, built through a typed fluent interface.
 *
 * <p>Begin with {@link io.millrace.engine.Pipeline#builder}; run the result with
 * {@code io.millrace.engine.run.Millrace}, or test it without threads with
 * {@code io.millrace.engine.testkit.PipelineTester}.
 */
package io.millrace.engine;
