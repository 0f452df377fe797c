/** W3: sessions by key, as a pipeline, as a hand-written loop, and with a map. */
package io.millrace.bench.w3;
