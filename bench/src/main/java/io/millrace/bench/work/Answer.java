package io.millrace.bench.work;

/**
 * What a run of a benchmark found.
 *
 * @param results number of results.
 * @param checksum sum of the results' hashes, wrapping.
 * @param wallNs how long it took, in nanoseconds, from before the first event to after the last result.
 */
public record Answer(long results, long checksum, long wallNs) {
    /**
     * The hash of one result.
     *
     * @param key the key.
     * @param start start of the window.
     * @param a count.
     * @param b notional.
     * @param c volume.
     * @param d high.
     * @param e low.
     * @return the hash.
     */
    public static long hash(
            final long key, final long start, final long a, final long b, final long c, final long d, final long e) {
        long h = key * 0x9E3779B97F4A7C15L ^ start;
        h = Long.rotateLeft(h, 31) * 0xC2B2AE3D27D4EB4FL;
        h = (h ^ (a + 31 * b + 1009 * c + 7 * d + 13 * e)) * 0x165667B19E3779F9L;
        return h ^ (h >>> 29);
    }

    /**
     * Whether another run found the same.
     *
     * @param other the other answer.
     * @return {@code true} if results and checksum agree.
     */
    public boolean agreesWith(final Answer other) {
        return results == other.results && checksum == other.checksum;
    }

    @Override
    public String toString() {
        return "results=" + results + " checksum=" + Long.toHexString(checksum);
    }
}
