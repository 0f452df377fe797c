/** {@code bin/millrace bench}: measures, and checks the answers of what it measures. */
package io.millrace.bench;
