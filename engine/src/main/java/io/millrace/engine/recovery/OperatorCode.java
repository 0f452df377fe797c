package io.millrace.engine.recovery;

import io.millrace.engine.graph.Node;
import io.millrace.record.RecordType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A hash of an operator's settings and of the class files of the functions it was given: what must be the same for a
 * journal to be worked off to the same results. Of a lambda that is the class it was written in, the method it became,
 * and what it captured. Classes of the JDK and of Millrace itself count by name only, factories of sources and sinks
 * not at all: where events come from and where results go may change.
 */
final class OperatorCode {
    private static final String FACTORY = "factory";
    private static final List<String> BY_NAME = List.of(
            "java.",
            "javax.",
            "jdk.",
            "org.agrona.",
            "io.millrace.engine.",
            "io.millrace.windowing.",
            "io.millrace.state.",
            "io.millrace.record.");
    private static final int HASH_CHARS = 32;

    private final MessageDigest digest;
    private final Map<Object, Integer> seen = new IdentityHashMap<>();

    private OperatorCode() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The hash of a node, in hexadecimal. */
    static String hash(final Node node) {
        final OperatorCode code = new OperatorCode();
        try {
            for (final RecordComponent part : node.getClass().getRecordComponents()) {
                if (!part.getName().equals(FACTORY)) {
                    final Method accessor = part.getAccessor();
                    accessor.setAccessible(true);
                    code.text(part.getName());
                    code.visit(accessor.invoke(node));
                }
            }
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("cannot look into operator '" + node.name() + "'", e);
        }
        return HexFormat.of().formatHex(code.digest.digest()).substring(0, HASH_CHARS);
    }

    private void visit(final Object value) throws ReflectiveOperationException {
        if (value == null || isPlain(value)) {
            text(String.valueOf(value));
        } else if (value instanceof RecordType) {
            final RecordType<?, ?> type = (RecordType<?, ?>) value;
            text(type.name() + Long.toHexString(type.layout().fingerprint()));
        } else if (seen.putIfAbsent(value, seen.size()) != null) {
            text("again " + seen.get(value));
        } else if (value instanceof Collection) {
            for (final Object each : (Collection<?>) value) {
                visit(each);
            }
        } else if (value instanceof Map) {
            final Map<String, Object> sorted = new TreeMap<>();
            ((Map<?, ?>) value).forEach((key, each) -> sorted.put(String.valueOf(key), each));
            for (final Map.Entry<String, Object> each : sorted.entrySet()) {
                text(each.getKey());
                visit(each.getValue());
            }
        } else if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                visit(Array.get(value, i));
            }
        } else {
            visitObject(value);
        }
    }

    private static boolean isPlain(final Object value) {
        return value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum
                || value instanceof Class;
    }

    private void visitObject(final Object value) throws ReflectiveOperationException {
        final Class<?> type = value.getClass();
        if (type.isHidden()) {
            visitLambda(value);
            return;
        }
        text(type.getName());
        if (!isByName(type)) {
            classFile(type.getName(), type.getClassLoader());
        }
        if (!type.getName().startsWith("java")) {
            fields(value);
        }
    }

    private void visitLambda(final Object lambda) throws ReflectiveOperationException {
        final SerializedLambda form = serialized(lambda);
        if (form == null) {
            final String name = lambda.getClass().getName();
            final String host = name.contains("$$") ? name.substring(0, name.indexOf("$$")) : name;
            text(host);
            hostFile(host, lambda);
            return;
        }
        final String host = form.getImplClass().replace('/', '.');
        text(host + '.' + form.getImplMethodName() + form.getImplMethodSignature());
        hostFile(host, lambda);
        for (int i = 0; i < form.getCapturedArgCount(); i++) {
            visit(form.getCapturedArg(i));
        }
    }

    private void hostFile(final String host, final Object lambda) {
        if (BY_NAME.stream().noneMatch(host::startsWith)) {
            classFile(host, lambda.getClass().getClassLoader());
        }
    }

    private static SerializedLambda serialized(final Object lambda) throws ReflectiveOperationException {
        try {
            final Method replace = lambda.getClass().getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            final Object form = replace.invoke(lambda);
            return form instanceof SerializedLambda ? (SerializedLambda) form : null;
        } catch (final NoSuchMethodException | InvocationTargetException e) {
            return null;
        }
    }

    private static boolean isByName(final Class<?> type) {
        return BY_NAME.stream().anyMatch(type.getName()::startsWith);
    }

    private void fields(final Object value) throws ReflectiveOperationException {
        for (Class<?> type = value.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            final List<Field> fields = new ArrayList<>();
            for (final Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                    fields.add(field);
                }
            }
            fields.sort(Comparator.comparing(Field::getName));
            for (final Field field : fields) {
                if (field.trySetAccessible()) {
                    text(field.getName());
                    visit(field.get(value));
                }
            }
        }
    }

    private void classFile(final String name, final ClassLoader loader) {
        final String file = name.replace('.', '/') + ".class";
        try (InputStream in =
                loader == null ? ClassLoader.getSystemResourceAsStream(file) : loader.getResourceAsStream(file)) {
            if (in != null) {
                digest.update(in.readAllBytes());
            }
        } catch (final IOException e) {
            throw new IllegalStateException("cannot read the class file of " + name, e);
        }
    }

    private void text(final String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
