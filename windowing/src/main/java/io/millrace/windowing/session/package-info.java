/**
 * Sessions: windows that grow with their events and become one where they overlap. Each is a cell of its own in the
 * arena, chained to the others of its key, and stands in one place of a calendar by the time at which it has to be
 * looked at; an event that makes it longer moves nothing there.
 *
 * <p>All classes of this package may be defined once more per operator instance, by a class loader of its own, so that
 * the compiler's profile of the calls to users' functions is not shared between operators. So they use nothing of other
 * packages that is not public, and nobody else relies on their identity.
 */
package io.millrace.windowing.session;
