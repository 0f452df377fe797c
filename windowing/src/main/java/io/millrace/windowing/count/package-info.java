/**
 * Windows that count events: the events of a key are cut into panes of as many events as divide both the size of the
 * windows and the distance between them; the last panes of a key form a ring in the arena, above it a tree of their
 * combinations, so that a window of many panes is put together in few steps.
 *
 * <p>All classes of this package may be defined once more per operator instance, by a class loader of its own, so that
 * the compiler's profile of the calls to users' functions is not shared between operators. So they use nothing of other
 * packages that is not public, and nobody else relies on their identity.
 */
package io.millrace.windowing.count;
