package io.millrace.engine.operator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class of which every operator of a pipeline gets a copy of its own; see {@link OperatorClasses}.
 *
 * <p>Where superclasses of an operator carry the mark too, they are copied along with it, into the same package: what
 * operators have in common can lie in a class above them and still has a profile of its own in each. The mark is not
 * inherited: the first class on the way up without it stays shared, and so does everything above.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PerInstance {
    /**
     * Packages to copy along as a whole, because they call the operator's user functions.
     *
     * @return names of the packages.
     */
    String[] packages() default {};
}
