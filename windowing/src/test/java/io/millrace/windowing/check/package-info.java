/** What tests of windows and joins of all kinds look at: memory that is allocated, segments that are written to. */
package io.millrace.windowing.check;
