package io.millrace.record;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a {@link CharSequence} getter a text stored as UTF-8. The getter decodes into a buffer that the flyweight owns
 * and reuses: the text is valid until the getter is called again.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Utf8 {
    /**
     * The longest text, in bytes of its encoding.
     *
     * @return 1 to {@link Layout#MAX_TEXT_BYTES} bytes.
     */
    int value();

    /**
     * What happens when a longer text is written.
     *
     * @return the choice.
     */
    Overflow overflow() default Overflow.REJECT;
}
