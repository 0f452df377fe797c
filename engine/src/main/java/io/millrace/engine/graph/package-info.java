/**
 * A pipeline as plain data: named nodes with stable ids, the users' functions and record types, and nothing of how they
 * run. Other runners can interpret the same graph.
 */
package io.millrace.engine.graph;
