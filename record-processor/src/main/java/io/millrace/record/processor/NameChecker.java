package io.millrace.record.processor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;

/** Finds names that would clash in the generated class. */
final class NameChecker {
    /** Methods of Flyweight and Object: a field of such a name would hide or break them. */
    static final Set<String> RESERVED = Set.of(
            "appendTo",
            "asciiField",
            "buffer",
            "clear",
            "clearOptional",
            "clearPresent",
            "clone",
            "contentEquals",
            "contentHash",
            "copyFrom",
            "equals",
            "finalize",
            "getClass",
            "hashCode",
            "int128Field",
            "isPresent",
            "markPresent",
            "notify",
            "notifyAll",
            "offset",
            "sizeBytes",
            "toString",
            "type",
            "utf8Field",
            "views",
            "visit",
            "wait",
            "wrap");

    private final TypeElement element;
    private final Map<String, FieldModel> fields;
    private final List<ExecutableElement> defaults;

    NameChecker(
            final TypeElement element, final Map<String, FieldModel> fields, final List<ExecutableElement> defaults) {
        this.element = element;
        this.fields = fields;
        this.defaults = defaults;
    }

    void check(final List<Problem> problems) {
        for (final FieldModel field : fields.values()) {
            if (RESERVED.contains(field.name())) {
                problems.add(clash(field.getter(), "every flyweight has a method of that name"));
            }
            if (field.optional()) {
                checkPresenceNames(field, problems);
            }
        }
        for (final ExecutableElement method : defaults) {
            checkDefault(method, problems);
        }
    }

    private void checkPresenceNames(final FieldModel field, final List<Problem> problems) {
        for (final String prefix : List.of("has", "clear")) {
            final FieldModel other = fields.get(field.prefixed(prefix));
            if (other != null) {
                problems.add(
                        clash(other.getter(), "the optional field " + field.name() + " gets a method of that name"));
            }
        }
    }

    private void checkDefault(final ExecutableElement method, final List<Problem> problems) {
        final String name = method.getSimpleName().toString();
        if (RESERVED.contains(name)) {
            problems.add(clash(method, "every flyweight has a method of that name"));
        }
        final FieldModel field = fields.get(name);
        if (field != null && method.getParameters().size() == 1) {
            problems.add(clash(method, "the field's setter has that name"));
        }
        for (final FieldModel optional : fields.values()) {
            final boolean presence = optional.prefixed("has").equals(name);
            final boolean clearing = optional.prefixed("clear").equals(name);
            final boolean asks = presence && method.getReturnType().getKind() == TypeKind.BOOLEAN;
            if (optional.optional() && method.getParameters().isEmpty() && (presence || clearing) && !asks) {
                problems.add(clash(method, "the optional field " + optional.name() + " gets a method of that name"));
            }
        }
    }

    private Problem clash(final ExecutableElement method, final String why) {
        return new Problem(
                method, "name clash: " + method.getSimpleName() + " in " + element.getSimpleName() + ": " + why);
    }
}
