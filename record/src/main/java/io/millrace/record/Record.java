package io.millrace.record;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface whose getters are the fields of a record.
 *
 * <p>For {@code interface Trade} the annotation processor generates {@code final class TradeFlyweight} in the same
 * package; for an interface nested in {@code Outer} it is {@code Outer_TradeFlyweight}. The interface is top-level or
 * nested (not private), has no type parameters, and may extend other interfaces: the getters of those come first, in
 * the order of the {@code extends} clause, then its own as declared. Default and static methods are ignored.
 *
 * <p>Import this annotation by its name: {@code import io.millrace.record.*} alone leaves the compiler to choose
 * between it and {@link java.lang.Record}.
 *
 * <p>Each getter's type and annotations choose the kind of field; see {@link FieldKind}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Record {
    /**
     * The largest size this record may have; a larger one is a compile-time error.
     *
     * @return a size in bytes, at most {@link Layout#MAX_SIZE_BYTES}.
     */
    int maxBytes() default Layout.MAX_SIZE_BYTES;
}
