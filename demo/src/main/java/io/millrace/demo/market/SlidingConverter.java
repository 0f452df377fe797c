package io.millrace.demo.market;

import io.millrace.engine.duration.DurationText;
import io.millrace.windowing.Windows;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sliding windows as an option: {@code 10s/1s} are ten seconds long, and one begins every second. */
final class SlidingConverter implements ITypeConverter<Windows> {
    /** So many windows at once, of every symbol, have results of their own: more take longer than anybody waits. */
    private static final long MOST_WINDOWS = 100_000;

    @Override
    public Windows convert(final String value) {
        final int slash = value.indexOf('/');
        if (slash < 0) {
            throw new TypeConversionException("'" + value + "' are no sliding windows: SIZE/SLIDE, such as 10s/1s");
        }
        try {
            return checked(
                    value,
                    Windows.sliding(
                            DurationText.parseNs(value.substring(0, slash)),
                            DurationText.parseNs(value.substring(slash + 1))));
        } catch (final IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static Windows checked(final String value, final Windows windows) {
        windows.mistake().ifPresent(mistake -> {
            throw new TypeConversionException(mistake);
        });
        final long overlap = (windows.sizeNs() - 1) / windows.slideNs() + 1;
        if (overlap > MOST_WINDOWS) {
            final long slideNs = (windows.sizeNs() - 1) / MOST_WINDOWS + 1;
            throw new TypeConversionException("'" + value + "' would put every trade into " + Figures.grouped(overlap)
                    + " windows, and each has a row: at most " + Figures.grouped(MOST_WINDOWS)
                    + "; let them slide by " + slideNs + "ns or more");
        }
        return windows;
    }
}
