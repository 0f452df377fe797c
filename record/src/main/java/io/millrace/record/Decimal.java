package io.millrace.record;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a {@code long} or {@link Int128} getter a decimal number: the value is the number times ten to the power of the
 * scale. With a scale of 2, the long 10125 is 101.25.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Decimal {
    /**
     * Digits after the decimal point.
     *
     * @return 0 to {@link Decimals#MAX_SCALE}.
     */
    int value();
}
