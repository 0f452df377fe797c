package io.millrace.record.processor;

import com.palantir.javapoet.ClassName;
import io.millrace.record.Layout;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.TypeElement;

/**
 * A record's interface, understood and checked.
 *
 * @param element the interface.
 * @param recordName the interface's name.
 * @param flyweight the name of the class to generate.
 * @param isPublic whether that class is public.
 * @param isDeprecated whether anything it names is deprecated.
 * @param methods names of all methods without parameters that it has.
 * @param fields its fields, in order.
 * @param layout where they lie.
 */
record RecordModel(
        TypeElement element,
        ClassName recordName,
        ClassName flyweight,
        boolean isPublic,
        Set<String> methods,
        List<FieldModel> fields,
        boolean isDeprecated,
        Layout layout) {
    /** Whether the interface, or one that it extends, has a method of this name without parameters. */
    boolean declares(final String methodName) {
        return methods.contains(methodName);
    }
}
