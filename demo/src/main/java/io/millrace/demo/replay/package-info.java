/** {@code millrace replay}: works off a journal again, and says whether the results are the same. */
package io.millrace.demo.replay;
