/** Slots: the bytes in which events and marks travel, in a batch on one thread or in a ring between threads. */
package io.millrace.engine.slot;
