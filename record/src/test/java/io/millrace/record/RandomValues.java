package io.millrace.record;

import java.math.BigInteger;
import java.util.SplittableRandom;

/** Values by chance for a field, as plain objects: what an encode and decode must preserve. */
final class RandomValues {
    private static final String[] CHARACTERS = {"a", "Z", "0", " ", "ü", "ß", "€", "漢", "😀"};

    private final SplittableRandom random;

    RandomValues(final SplittableRandom random) {
        this.random = random;
    }

    /** A value that fits, or null, for an optional field, to leave it out. */
    Object next(final Field field) {
        if (field.isOptional() && random.nextInt(3) == 0) {
            return null;
        }
        return switch (field.kind()) {
            case INT64, DECIMAL -> number();
            case INT32, SYMBOL -> (long) (int) number();
            case INT16 -> (long) (short) number();
            case INT8 -> (long) (byte) number();
            case CHAR -> (long) (char) number();
            case BOOLEAN -> (long) random.nextInt(2);
            case ENUM -> (long) random.nextInt(field.constants().size());
            case FLOAT64 -> Double.longBitsToDouble(random.nextLong());
            case FLOAT32 -> (double) Float.intBitsToFloat(random.nextInt());
            case ASCII -> text(field.textBytes(), 4);
            case UTF8 -> text(field.textBytes(), CHARACTERS.length);
            case INT128 ->
                BigInteger.valueOf(number()).shiftLeft(random.nextInt(64)).add(BigInteger.valueOf(number()));
        };
    }

    /** A value as zero bytes read. */
    static Object zero(final Field field) {
        return switch (field.kind()) {
            case FLOAT64, FLOAT32 -> 0.0;
            case ASCII, UTF8 -> "";
            case INT128 -> BigInteger.ZERO;
            default -> 0L;
        };
    }

    private long number() {
        final long bits = random.nextLong();
        return random.nextInt(4) == 0 ? bits >>> 63 == 0 ? Long.MIN_VALUE : Long.MAX_VALUE : bits >> random.nextInt(64);
    }

    private String text(final int bytes, final int choices) {
        final StringBuilder out = new StringBuilder();
        int used = 0;
        while (true) {
            final String next = CHARACTERS[random.nextInt(choices)];
            used += next.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            if (used > bytes || random.nextInt(12) == 0) {
                return out.toString();
            }
            out.append(next);
        }
    }
}
