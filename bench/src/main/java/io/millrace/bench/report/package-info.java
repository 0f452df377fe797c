/** What belongs beside a figure: the machine, the virtual machine and its flags; and how numbers are printed. */
package io.millrace.bench.report;
