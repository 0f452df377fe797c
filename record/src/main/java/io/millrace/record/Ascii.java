package io.millrace.record;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a {@link CharSequence} getter a text of characters 0 to 127, one byte each. The getter returns a view that the
 * flyweight owns: reading allocates nothing, and the view moves with the flyweight.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Ascii {
    /**
     * The longest text.
     *
     * @return 1 to {@link Layout#MAX_TEXT_BYTES} characters.
     */
    int value();

    /**
     * What happens when a longer text is written.
     *
     * @return the choice.
     */
    Overflow overflow() default Overflow.REJECT;
}
