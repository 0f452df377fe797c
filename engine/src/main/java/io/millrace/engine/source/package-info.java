/** Where events come from: pull sources, push publishers, and what they are told about the stream they feed. */
package io.millrace.engine.source;
