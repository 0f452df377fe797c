package io.millrace.record.processor;

import com.palantir.javapoet.ClassName;
import io.millrace.record.FieldKind;
import io.millrace.record.Layout;
import io.millrace.record.LayoutBuilder;
import io.millrace.record.Record;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Turns an annotated interface into a {@link RecordModel}, or into the list of what is wrong with it. */
final class RecordReader {
    private final Elements elements;
    private final TypeElement element;
    private final FieldReader fieldReader = new FieldReader();
    private final Map<String, FieldModel> fields = new LinkedHashMap<>();
    private final List<ExecutableElement> others = new ArrayList<>();
    private final Set<String> methods = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    RecordReader(final Elements elements, final TypeElement element) {
        this.elements = elements;
        this.element = element;
    }

    List<Problem> problems() {
        return problems;
    }

    /** The model, or null if there are problems. */
    RecordModel read() {
        try {
            checkInterface();
            final List<ExecutableElement> getters = new GetterCollector(element).collect(others);
            readFields(getters);
            getters.forEach(getter -> methods.add(getter.getSimpleName().toString()));
            others.forEach(method -> methods.add(method.getSimpleName().toString()));
            new NameChecker(element, fields, others).check(problems);
            checkEventTimes();
            return problems.isEmpty() ? model() : null;
        } catch (final Problem problem) {
            problems.add(problem);
            return null;
        }
    }

    private void checkInterface() throws Problem {
        if (element.getKind() != ElementKind.INTERFACE) {
            throw new Problem(element, "@Record belongs on an interface");
        }
        if (!element.getTypeParameters().isEmpty()) {
            throw new Problem(element, "a record's interface has no type parameters");
        }
        for (Element e = element; e.getKind() != ElementKind.PACKAGE; e = e.getEnclosingElement()) {
            if (e.getModifiers().contains(Modifier.PRIVATE)) {
                throw new Problem(element, "a record's interface cannot be private or nested in something private");
            }
            if (!e.getKind().isClass() && !e.getKind().isInterface()) {
                throw new Problem(element, "a record's interface cannot be local to a method");
            }
        }
        final int maxBytes = element.getAnnotation(Record.class).maxBytes();
        if (maxBytes < 8 || maxBytes > Layout.MAX_SIZE_BYTES) {
            throw new Problem(element, "maxBytes is 8 to " + Layout.MAX_SIZE_BYTES + ", not " + maxBytes);
        }
    }

    private void readFields(final List<ExecutableElement> getters) {
        final Map<String, FieldModel> all = new LinkedHashMap<>();
        for (final ExecutableElement getter : getters) {
            try {
                final FieldModel field = fieldReader.read(getter);
                final FieldModel before = all.putIfAbsent(field.name(), field);
                if (before != null && !before.sameAs(field)) {
                    throw new Problem(
                            getter,
                            "duplicate field " + field.name() + ": "
                                    + before.getter().getEnclosingElement().getSimpleName()
                                    + " declares it differently");
                }
            } catch (final Problem problem) {
                problems.add(problem);
            }
        }
        all.values().stream().filter(field -> !asksForPresence(field, all)).forEach(f -> fields.put(f.name(), f));
        if (fields.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(element, "a record needs at least one field"));
        }
    }

    /** Whether a getter is the {@code hasPrice()} of an optional {@code price}, and no field. */
    private static boolean asksForPresence(final FieldModel field, final Map<String, FieldModel> all) {
        return field.type().getKind() == TypeKind.BOOLEAN
                && !field.optional()
                && all.values().stream()
                        .anyMatch(f -> f.optional() && f.prefixed("has").equals(field.name()));
    }

    private void checkEventTimes() {
        FieldModel first = null;
        for (final FieldModel field : fields.values()) {
            if (field.eventTime()) {
                if (first != null) {
                    problems.add(new Problem(
                            field.getter(), "a second @EventTime: " + first.name() + " is the event time already"));
                }
                first = first == null ? field : first;
            }
        }
    }

    private RecordModel model() throws Problem {
        final LayoutBuilder builder = Layout.builder(element.getSimpleName().toString());
        fields.values().forEach(field -> field.addTo(builder));
        final int sizeBytes = builder.sizeBytes();
        final int maxBytes = element.getAnnotation(Record.class).maxBytes();
        if (sizeBytes > maxBytes) {
            throw new Problem(element, "the record is too large: " + sizeBytes + " bytes, at most " + maxBytes);
        }
        final ClassName recordName = ClassName.get(element);
        final ClassName flyweight =
                ClassName.get(recordName.packageName(), String.join("_", recordName.simpleNames()) + "Flyweight");
        return new RecordModel(
                element,
                recordName,
                flyweight,
                isPublic(),
                methods,
                List.copyOf(fields.values()),
                namesDeprecated(),
                builder.build());
    }

    private boolean isPublic() {
        boolean isPublic = true;
        for (Element e = element; e.getKind() != ElementKind.PACKAGE; e = e.getEnclosingElement()) {
            isPublic &= e.getModifiers().contains(Modifier.PUBLIC);
        }
        return isPublic;
    }

    private boolean namesDeprecated() {
        boolean deprecated = elements.isDeprecated(element);
        for (final FieldModel field : fields.values()) {
            deprecated |= elements.isDeprecated(field.getter());
            deprecated |=
                    field.kind() == FieldKind.ENUM && elements.isDeprecated(((DeclaredType) field.type()).asElement());
        }
        for (final Element enclosed : ElementFilter.methodsIn(element.getEnclosedElements())) {
            deprecated |= elements.isDeprecated(enclosed);
        }
        return deprecated;
    }
}
