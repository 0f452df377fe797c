package io.millrace.windowing.join;

import io.millrace.record.RecordType;
import io.millrace.state.Arena;

/**
 * Where a join keeps its state and what it joins.
 *
 * @param arena where the state lives.
 * @param id stable id of the state, unique in the arena.
 * @param keyType the record type of keys; null for keys that are long values.
 * @param leftType the record type of left events.
 * @param rightType the record type of right events.
 * @param maxBuffered the most records that may be buffered at a time, of all keys together.
 */
public record JoinSetup(
        Arena arena,
        String id,
        RecordType<?, ?> keyType,
        RecordType<?, ?> leftType,
        RecordType<?, ?> rightType,
        long maxBuffered) {
    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if the limit is not positive.
     */
    public JoinSetup {
        if (maxBuffered < 1) {
            throw new IllegalArgumentException("join '" + id + "': maxBuffered must be 1 or more: " + maxBuffered);
        }
    }

    /**
     * Fingerprint of the records that are buffered, and of what else must be the same after a restore.
     *
     * @param declaration a number that differs where the join is declared differently.
     * @return the fingerprint.
     */
    public long fingerprint(final long declaration) {
        return (declaration * 31 + leftType.layout().fingerprint()) * 31
                + rightType.layout().fingerprint();
    }
}
