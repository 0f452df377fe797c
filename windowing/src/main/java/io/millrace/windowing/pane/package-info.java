/**
 * The algorithms behind windows: events are added to <em>panes</em>, the cells of one pane lie together in the arena,
 * and a pane is closed as a whole when the watermark passes its end.
 *
 * <p>All classes of this package may be defined once more per operator instance, by a class loader of its own, so that
 * the compiler's profile of the calls to users' functions is not shared between operators. So they use nothing of other
 * packages that is not public, and nobody else relies on their identity.
 */
package io.millrace.windowing.pane;
