/** The annotation processor that turns record interfaces into flyweights. */
package io.millrace.record.processor;
