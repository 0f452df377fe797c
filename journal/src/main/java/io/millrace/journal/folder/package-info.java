/** What journals and checkpoints both do with files: rights, names that reach the disk, reasons in words. */
package io.millrace.journal.folder;
