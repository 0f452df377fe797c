/**
 * Tests a pipeline without threads, clocks or sleeping: every event, mark and ingress time is given by the test, and
 * every step returns what came of it. Begin with {@link io.millrace.engine.testkit.PipelineTester}.
 */
package io.millrace.engine.testkit;
