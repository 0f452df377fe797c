/**
 * Windows of any kind but sessions, with triggers, allowed lateness and repeated results: a cell for every open pair of
 * a key and a window ({@link io.millrace.windowing.cell.CellWindows}).
 */
package io.millrace.windowing.cell;
