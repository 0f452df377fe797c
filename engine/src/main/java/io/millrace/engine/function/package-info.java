/** What users write: the functions of a pipeline. They are serializable, and see one event at a time on one thread. */
package io.millrace.engine.function;
