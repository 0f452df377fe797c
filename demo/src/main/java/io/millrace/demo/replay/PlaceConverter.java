package io.millrace.demo.replay;

import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a position, {@code 123456}; or an ingress time, {@code 2024-08-01T12:00:00Z} or {@code 1722513600000000000ns}.
 */
final class PlaceConverter implements ITypeConverter<Place> {
    private static final String NS = "ns";
    private static final long NS_PER_SECOND = 1_000_000_000L;

    @Override
    public Place convert(final String value) {
        try {
            if (value.endsWith(NS)) {
                return new Place(null, Long.parseLong(value.substring(0, value.length() - NS.length())));
            }
            if (value.indexOf('T') > 0) {
                final Instant time = Instant.parse(value);
                return new Place(
                        null, Math.addExact(Math.multiplyExact(time.getEpochSecond(), NS_PER_SECOND), time.getNano()));
            }
            final long position = Long.parseLong(value);
            if (position >= 0) {
                return new Place(position, null);
            }
        } catch (final NumberFormatException | DateTimeException | ArithmeticException e) {
            // What is wrong with it is said below.
        }
        throw new TypeConversionException("'" + value
                + "' is neither a position (123456) nor an ingress time (2024-08-01T12:00:00Z, 1722513600000000000ns)");
    }
}
