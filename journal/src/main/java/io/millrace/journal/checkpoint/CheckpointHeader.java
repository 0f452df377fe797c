package io.millrace.journal.checkpoint;

import java.util.Arrays;
import java.util.Objects;

/**
 * What a checkpoint says of itself before its sections.
 *
 * <p>Thread-safe: immutable; the array is copied.
 *
 * @param id the checkpoint's number; later ones have larger ones.
 * @param position the position of the first slot of the journal that is not in it.
 * @param epoch the journal's epoch.
 * @param fingerprints what must be the same for it to be restored; opaque here.
 */
public record CheckpointHeader(long id, long position, int epoch, byte[] fingerprints) {
    /** Checks the numbers, and copies the array. */
    public CheckpointHeader {
        if (id < 0 || position < 0) {
            throw new IllegalArgumentException("Checkpoint " + id + " at position " + position + ".");
        }
        fingerprints = fingerprints.clone();
    }

    /** A copy. */
    @Override
    public byte[] fingerprints() {
        return fingerprints.clone();
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof final CheckpointHeader that
                && id == that.id
                && position == that.position
                && epoch == that.epoch
                && Arrays.equals(fingerprints, that.fingerprints);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, position, epoch, Arrays.hashCode(fingerprints));
    }

    @Override
    public String toString() {
        return "checkpoint " + id + " at position " + position + " of epoch " + epoch;
    }
}
