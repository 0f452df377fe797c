/** Millrace demo. */
package io.millrace.demo;
