/** Records out of CSV files and into them. */
package io.millrace.engine.csv;
