/**
 * Case files: event-time semantics as data, run through the public API and the test kit. Their schema is in
 * {@code docs/cases/README.md}.
 */
package io.millrace.demo.cases;
