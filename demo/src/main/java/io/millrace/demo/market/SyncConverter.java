package io.millrace.demo.market;

import io.millrace.journal.SyncPolicy;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code none}, {@code batch}, or an interval. */
final class SyncConverter implements ITypeConverter<SyncPolicy> {
    @Override
    public SyncPolicy convert(final String value) {
        if (value.equals("none")) {
            return SyncPolicy.none();
        }
        if (value.equals("batch")) {
            return SyncPolicy.everyBatch();
        }
        final long intervalNs = new DurationConverter().convert(value);
        if (intervalNs == 0) {
            throw new TypeConversionException("an interval of 0 is none: use batch");
        }
        return SyncPolicy.every(Duration.ofNanos(intervalNs));
    }
}
