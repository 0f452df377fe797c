/**
 * Windows that overlap, at a price that does not depend on how much: an event is added to one pane, and a result is put
 * together from the same few parts whether a window has ten panes or a thousand.
 *
 * <p>All classes of this package may be defined once more per operator instance, together with those of
 * {@link io.millrace.windowing.pane}, on which it builds.
 */
package io.millrace.windowing.sliding;
