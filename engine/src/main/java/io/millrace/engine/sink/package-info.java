/** Where results go. */
package io.millrace.engine.sink;
