package io.millrace.journal;

/**
 * One place in a journal where bytes are not what was written.
 *
 * <p>Thread-safe: immutable.
 *
 * @param file the file, as a path, or the name of what stands for it.
 * @param offset the offset in the file.
 * @param position the position of the slot that should have come there.
 * @param what what is wrong, in words.
 */
public record Damage(String file, long offset, long position, String what) {
    @Override
    public String toString() {
        return file + " at byte " + offset + " (position " + position + "): " + what;
    }
}
