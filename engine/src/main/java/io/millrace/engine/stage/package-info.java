/** Stages: what one thread works on, built from a graph. Nothing here starts a thread or reads a clock. */
package io.millrace.engine.stage;
