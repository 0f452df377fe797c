/** The bytes of an excerpt: where each field lies, how they are written in one copy, and how they are checked. */
package io.millrace.journal.format;
