package io.millrace.demo.replay;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code max}, {@code recorded} or {@code 10x}. */
final class SpeedConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(final String value) {
        if (value.equals("max")) {
            return 0.0;
        }
        if (value.equals("recorded")) {
            return 1.0;
        }
        if (value.endsWith("x")) {
            try {
                final double speed = Double.parseDouble(value.substring(0, value.length() - 1));
                if (speed > 0 && speed < Double.POSITIVE_INFINITY) {
                    return speed;
                }
            } catch (final NumberFormatException e) {
                // What is wrong with it is said below.
            }
        }
        throw new TypeConversionException("'" + value + "' is not a speed (max, recorded, or 10x)");
    }
}
