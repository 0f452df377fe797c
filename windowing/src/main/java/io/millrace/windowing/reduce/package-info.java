/** Windows whose result is one record made of all of their events, two by two. */
package io.millrace.windowing.reduce;
