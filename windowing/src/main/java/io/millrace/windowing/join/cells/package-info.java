/** What all joins are made of: buffered records in the arena, found by key. */
package io.millrace.windowing.join.cells;
