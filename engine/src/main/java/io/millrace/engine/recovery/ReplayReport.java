package io.millrace.engine.recovery;

import java.util.Map;
import java.util.Optional;

/**
 * What a replay did.
 *
 * @param events number of events worked off.
 * @param position up to which slots were worked off.
 * @param elapsedNs how long it took, in nanoseconds.
 * @param outputs number of results by sink, in graph order; {@code late} last.
 * @param digests digest of the results by sink.
 * @param difference where the results differ from those of the run that was replayed; empty if they do not, or if that
 *     was not asked for.
 */
public record ReplayReport(
        long events,
        long position,
        long elapsedNs,
        Map<String, Long> outputs,
        Map<String, Long> digests,
        Optional<Difference> difference) {
    private static final long SPREAD = 31;

    /**
     * One digest of all results.
     *
     * @return the digest.
     */
    public long digest() {
        long all = 0;
        for (final long each : digests.values()) {
            all = all * SPREAD + each;
        }
        return all;
    }
}
