package io.millrace.record.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.millrace.record.DynamicRecord;
import io.millrace.record.Field;
import io.millrace.record.Flyweight;
import io.millrace.record.Int128;
import io.millrace.record.RecordType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.tools.JavaFileObject;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Encode and decode through generated flyweights is the identity, whatever the record. */
class RandomSchemaTest {
    private static final int SCHEMAS = 60;
    private static final int WRITES = 200;
    private static final int OFFSET = 16;

    @Test
    void shouldReadBackWhatWasWrittenForAnyRecord() throws Exception {
        final List<RandomSchema> schemas = new ArrayList<>();
        final List<JavaFileObject> sources = new ArrayList<>();
        for (long seed = 0; seed < SCHEMAS; seed++) {
            final RandomSchema schema = new RandomSchema(seed);
            schemas.add(schema);
            sources.add(JavaFileObjects.forSourceString("random." + schema.name(), schema.source()));
        }
        final Compilation compilation = InMemoryCompiler.compile(sources);
        assertEquals(List.of(), compilation.diagnostics());
        final ClassLoader loader = new GeneratedClasses(compilation);
        for (final RandomSchema schema : schemas) {
            check(schema, loader.loadClass("random." + schema.name() + "Flyweight"));
        }
    }

    private static void check(final RandomSchema schema, final Class<?> flyweightClass) throws Exception {
        final Flyweight record =
                (Flyweight) flyweightClass.getDeclaredConstructor().newInstance();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[record.sizeBytes() + 2 * OFFSET]);
        record.wrap(buffer, OFFSET);
        final String hint = schema.source();
        assertEquals(schema.layout(), record.type().layout(), hint);

        final Map<String, Object> expected = new HashMap<>();
        final List<Field> fields = record.type().layout().fields();
        final SplittableRandom random = new SplittableRandom(fields.size());
        for (int i = 0; i < WRITES; i++) {
            final Field field = fields.get(random.nextInt(fields.size()));
            if (field.isOptional() && random.nextInt(4) == 0) {
                record.getClass().getMethod(prefixed("clear", field)).invoke(record);
                expected.remove(field.name());
            } else {
                final Class<?> type = getter(flyweightClass, field).getReturnType();
                final Object value = schema.value(field, type);
                setter(flyweightClass, field).invoke(record, value);
                expected.put(field.name(), comparable(value));
            }
        }
        checkFields(record, expected, hint);
        checkSameAsDynamic(record, hint);
        for (int i = 0; i < OFFSET; i++) {
            assertEquals(0, buffer.getByte(i), hint);
            assertEquals(0, buffer.getByte(OFFSET + record.sizeBytes() + i), hint);
        }
    }

    private static void checkFields(final Flyweight record, final Map<String, Object> expected, final String hint)
            throws Exception {
        for (final Field field : record.type().layout().fields()) {
            final Object value = expected.get(field.name());
            if (field.isOptional()) {
                final Method has = record.getClass().getMethod(prefixed("has", field));
                assertEquals(value != null, has.invoke(record), hint);
            }
            if (value != null) {
                final Object read = getter(record.getClass(), field).invoke(record);
                assertEquals(value, comparable(read), field + " of\n" + hint);
            }
        }
    }

    /** A record without the class reads the same bytes. */
    private static void checkSameAsDynamic(final Flyweight record, final String hint) {
        final DynamicRecord dynamic = RecordType.of(record.type().layout()).newFlyweight();
        dynamic.wrap(record.buffer(), record.offset());
        assertEquals(record.toString(), dynamic.toString(), hint);
    }

    private static Object comparable(final Object value) {
        if (value instanceof CharSequence) {
            return value.toString();
        }
        return value instanceof Int128 ? ((Int128) value).toBigInteger() : value;
    }

    private static Method getter(final Class<?> flyweightClass, final Field field) throws NoSuchMethodException {
        return flyweightClass.getMethod(field.name());
    }

    private static Method setter(final Class<?> flyweightClass, final Field field) {
        for (final Method method : flyweightClass.getMethods()) {
            if (method.getName().equals(field.name()) && method.getParameterCount() == 1) {
                return method;
            }
        }
        throw new AssertionError("no setter of " + field);
    }

    private static String prefixed(final String prefix, final Field field) {
        return prefix + "F" + field.name().substring(1);
    }

    /** Loads what the compiler wrote into memory. */
    private static final class GeneratedClasses extends ClassLoader {
        private final Map<String, JavaFileObject> files = new HashMap<>();

        GeneratedClasses(final Compilation compilation) {
            super(RandomSchemaTest.class.getClassLoader());
            for (final JavaFileObject file : compilation.generatedFiles()) {
                final String name = file.getName();
                if (file.getKind() == JavaFileObject.Kind.CLASS) {
                    final String path = name.substring(name.indexOf("random/"), name.length() - ".class".length());
                    files.put(path.replace('/', '.'), file);
                }
            }
        }

        @Override
        protected Class<?> findClass(final String name) throws ClassNotFoundException {
            final JavaFileObject file = files.get(name);
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            try (InputStream in = file.openInputStream()) {
                final byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (final IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
