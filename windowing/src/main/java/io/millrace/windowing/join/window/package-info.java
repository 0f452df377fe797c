/** The window join: events of two streams that are in one window. */
package io.millrace.windowing.join.window;
