package io.millrace.record;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field that may be absent. Whether it is there is kept in a bit of the record.
 *
 * <p>For an optional {@code price} the flyweight gets {@code hasPrice()} and {@code clearPrice()}; the interface may
 * declare {@code boolean hasPrice()} itself to offer it to readers. Setting a value makes the field present. An absent
 * field reads as zero bytes do: 0, {@code false}, empty text, the first constant.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Optional {}
