/**
 * Fused operators: each calls the next one directly, on one thread.
 *
 * <p>The classes marked {@link io.millrace.engine.operator.PerInstance} are defined anew for every operator of a
 * pipeline, so that the just-in-time compiler sees one user function and one next operator at each of their call sites.
 * Such a copy lives in a run-time package of its own: it may touch only public members of the classes that stay shared.
 */
package io.millrace.engine.operator;
