package io.millrace.record.processor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Lists a record's getters: those of the interfaces it extends first, then its own, as declared. */
final class GetterCollector {
    private final TypeElement element;
    private final Set<String> visited = new LinkedHashSet<>();
    private final List<ExecutableElement> getters = new ArrayList<>();

    GetterCollector(final TypeElement element) {
        this.element = element;
    }

    /** Returns the abstract methods, and adds the default methods to the given list. */
    List<ExecutableElement> collect(final List<ExecutableElement> defaults) throws Problem {
        collect(element, defaults);
        // A default method answers for the getter that it overrides, wherever that one stands.
        getters.removeIf(getter -> getter.getParameters().isEmpty()
                && defaults.stream()
                        .anyMatch(method -> method.getParameters().isEmpty()
                                && method.getSimpleName().equals(getter.getSimpleName())));
        return getters;
    }

    private void collect(final TypeElement type, final List<ExecutableElement> defaults) throws Problem {
        if (!visited.add(type.getQualifiedName().toString())) {
            return;
        }
        for (final TypeMirror parent : type.getInterfaces()) {
            final DeclaredType declared = (DeclaredType) parent;
            if (!declared.getTypeArguments().isEmpty()) {
                throw new Problem(element, "a record's interface cannot extend " + parent + ", which is generic");
            }
            collect((TypeElement) declared.asElement(), defaults);
        }
        for (final ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            if (method.getModifiers().contains(Modifier.ABSTRACT)) {
                getters.add(method);
            } else if (method.getModifiers().contains(Modifier.DEFAULT)) {
                defaults.add(method);
            }
        }
    }
}
