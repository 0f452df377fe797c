/** The market demo: bars out of trades, from CSV files or a generator. */
package io.millrace.demo.market;
