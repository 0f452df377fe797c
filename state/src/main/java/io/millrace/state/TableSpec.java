package io.millrace.state;

import io.millrace.record.RecordType;
import java.io.Serializable;
import java.util.Objects;

/**
 * Declares a keyed table: plain data, immutable, serializable.
 *
 * @param id stable id, unique in the arena.
 * @param valueBytes size of a value in bytes, 0 or a multiple of 8.
 * @param fingerprint fingerprint of the value's layout; a restore with another one is refused.
 * @param maxKeys the most keys the table may hold; a run may change it.
 * @param expectedKeys keys for which the index has room before it first grows; a run may change it.
 * @param ttlNs how long a value lives after it was touched, in ns; 0 is without end.
 */
public record TableSpec(String id, int valueBytes, long fingerprint, long maxKeys, long expectedKeys, long ttlNs)
        implements Serializable {
    /**
     * Checks the declaration.
     *
     * @throws IllegalArgumentException if a size or limit is out of range.
     */
    public TableSpec {
        Objects.requireNonNull(id, "id");
        if (valueBytes < 0 || valueBytes % 8 != 0) {
            throw new IllegalArgumentException("table '" + id + "': valueBytes must be a multiple of 8: " + valueBytes);
        }
        if (maxKeys < 1 || expectedKeys < 0 || ttlNs < 0) {
            throw new IllegalArgumentException(
                    "table '" + id + "': maxKeys must be 1 or more, expectedKeys and" + " ttlNs 0 or more");
        }
    }

    /**
     * A table without limit of keys, of values whose layout only the caller knows.
     *
     * @param id stable id, unique in the arena.
     * @param valueBytes size of a value in bytes, rounded up to a multiple of 8.
     * @return the declaration.
     */
    public static TableSpec of(final String id, final int valueBytes) {
        return new TableSpec(id, valueBytes + 7 & -8, valueBytes, Long.MAX_VALUE, 0, 0);
    }

    /**
     * A table without limit of keys, of records.
     *
     * @param id stable id, unique in the arena.
     * @param type the record of the values.
     * @return the declaration.
     */
    public static TableSpec ofRecord(final String id, final RecordType<?, ?> type) {
        return of(id, type.sizeBytes()).withFingerprint(type.layout().fingerprint());
    }

    /**
     * The same with a limit of keys.
     *
     * @param limit the most keys the table may hold, 1 or more.
     * @return the declaration.
     */
    public TableSpec withMaxKeys(final long limit) {
        return new TableSpec(id, valueBytes, fingerprint, limit, expectedKeys, ttlNs);
    }

    /**
     * The same with an index that has room from the start.
     *
     * @param keys the number of keys to expect.
     * @return the declaration.
     */
    public TableSpec withExpectedKeys(final long keys) {
        return new TableSpec(id, valueBytes, fingerprint, maxKeys, keys, ttlNs);
    }

    /**
     * The same with the fingerprint of what the values hold.
     *
     * @param layoutFingerprint the fingerprint.
     * @return the declaration.
     */
    public TableSpec withFingerprint(final long layoutFingerprint) {
        return new TableSpec(id, valueBytes, layoutFingerprint, maxKeys, expectedKeys, ttlNs);
    }

    /**
     * The same with a time to live.
     *
     * @param timeToLiveNs how long a value lives after it was touched, in ns, or 0.
     * @return the declaration.
     */
    public TableSpec withTtlNs(final long timeToLiveNs) {
        return new TableSpec(id, valueBytes, fingerprint, maxKeys, expectedKeys, timeToLiveNs);
    }
}
