/**
 * Times of an open loop: events are due at a steady rate, whatever becomes of them. Service time is what the engine
 * takes; what an event waits beyond that is the machine's, which an empty open loop shows.
 */
package io.millrace.bench.service;
