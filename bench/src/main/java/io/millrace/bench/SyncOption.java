package io.millrace.bench;

import io.millrace.journal.SyncPolicy;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How options spell when a journal is forced to the disk. */
final class SyncOption implements ITypeConverter<SyncPolicy> {
    @Override
    public SyncPolicy convert(final String text) throws Exception {
        if (text.equals("none")) {
            return SyncPolicy.none();
        }
        if (text.equals("batch")) {
            return SyncPolicy.everyBatch();
        }
        final long ns = new Counts.Nanos().convert(text);
        if (ns == 0) {
            throw new TypeConversionException(
                    "'" + text + "' is no interval: take none, batch or a time such as 100ms");
        }
        return SyncPolicy.every(Duration.ofNanos(ns));
    }

    static String text(final SyncPolicy policy) {
        return switch (policy.kind()) {
            case NONE -> "none";
            case BATCH -> "batch";
            case INTERVAL -> policy.intervalNs() / 1_000_000.0 + " ms";
        };
    }
}
