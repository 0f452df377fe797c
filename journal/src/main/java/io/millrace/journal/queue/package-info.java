/**
 * The journal on disk, appended through Chronicle Queue. This is the only package that knows of it.
 *
 * <p>Chronicle's own structures are written, but not trusted: what is read back is found by the excerpts' own magic
 * numbers, checksums and ordinals. Each time a journal is opened for writing, a new <b>run</b> begins in a folder of
 * its own, so that no file a process left behind is ever appended to.
 */
package io.millrace.journal.queue;
