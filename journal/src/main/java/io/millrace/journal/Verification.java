package io.millrace.journal;

import java.util.List;

/**
 * What was found when all of a journal was read.
 *
 * <p>Thread-safe: immutable.
 *
 * @param files how many files were read.
 * @param excerpts how many whole excerpts were found.
 * @param firstPosition the position of the first slot.
 * @param endPosition the position after the last slot before the first damage.
 * @param damages each place that is damaged, in order; at most a hundred are listed.
 * @param remarks places that are not as they were written, but do not change what is read.
 */
public record Verification(
        int files, long excerpts, long firstPosition, long endPosition, List<Damage> damages, List<Damage> remarks) {
    /** Copies the lists. */
    public Verification {
        damages = List.copyOf(damages);
        remarks = List.copyOf(remarks);
    }

    /**
     * Whether everything is as it was written.
     *
     * @return true if there is no damage and no remark.
     */
    public boolean isSound() {
        return damages.isEmpty() && remarks.isEmpty();
    }
}
