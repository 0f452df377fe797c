/**
 * The events of sessions and of count windows, kept until a window has its result. They lie in lists in the arena:
 * cells of one size, linked in the order of arrival.
 *
 * <p>All classes of this package may be defined once more per operator instance, by a class loader of its own, so that
 * the compiler's profile of the calls to users' functions is not shared between operators. So they use nothing of other
 * packages that is not public, and nobody else relies on their identity.
 */
package io.millrace.windowing.elements;
