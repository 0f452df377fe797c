package io.millrace.engine.operator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Makes operators, each from its own copy of its class.
 *
 * <p>A class that many operators share has call sites that many functions pass through, and the just-in-time compiler
 * then inlines none of them. A copy per operator, defined by a small class loader of its own, keeps each profile apart.
 * User functions stay outside, in their own loader.
 */
public final class OperatorClasses {
    private static final Map<Object, OperatorClasses> BY_OWNER = new WeakHashMap<>();

    private final Map<String, Class<?>> copies = new HashMap<>();

    private OperatorClasses() {}

    /**
     * The copies of one pipeline. A further run of the same pipeline gets the same ones, compiled as they are by then.
     *
     * @param owner the pipeline; compared by identity, and not kept alive.
     * @return its copies.
     */
    public static OperatorClasses of(final Object owner) {
        synchronized (BY_OWNER) {
            return BY_OWNER.computeIfAbsent(owner, each -> new OperatorClasses());
        }
    }

    /**
     * Makes an instance of a class's own copy through its only public constructor.
     *
     * @param place where in the pipeline it works: the same place has the same copy.
     * @param template a class marked {@link PerInstance}. Superclasses are copied along, up to the first one without
     *     the mark; that one stays shared.
     * @param base the shared class that the copy extends or implements.
     * @param arguments the constructor's arguments.
     * @param <T> the shared class.
     * @return the instance.
     */
    public <T> T newInstance(
            final String place, final Class<? extends T> template, final Class<T> base, final Object... arguments) {
        try {
            final Constructor<?> constructor = copy(place, template).getConstructors()[0];
            return base.cast(constructor.newInstance(arguments));
        } catch (final InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException) {
                throw (RuntimeException) e.getCause();
            }
            throw new IllegalStateException("cannot make " + template.getName(), e.getCause());
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("cannot copy " + template.getName(), e);
        }
    }

    private synchronized Class<?> copy(final String place, final Class<?> template) throws ClassNotFoundException {
        final String key = template.getName() + " at " + place;
        Class<?> copy = copies.get(key);
        if (copy == null) {
            copy = Class.forName(template.getName(), true, new CopyLoader(template));
            copies.put(key, copy);
        }
        return copy;
    }

    private static final class CopyLoader extends ClassLoader {
        private final List<String> templates = new ArrayList<>();
        private final List<String> packages = new ArrayList<>();

        CopyLoader(final Class<?> template) {
            super(template.getClassLoader());
            if (!template.isAnnotationPresent(PerInstance.class)) {
                throw new IllegalArgumentException(template.getName() + " is not marked @PerInstance");
            }
            Class<?> each = template;
            while (each.isAnnotationPresent(PerInstance.class)) {
                templates.add(each.getName());
                packages.addAll(List.of(each.getAnnotation(PerInstance.class).packages()));
                each = each.getSuperclass();
            }
        }

        @Override
        protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
            if (!isCopied(name)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                final Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private boolean isCopied(final String name) {
            for (final String each : templates) {
                if (name.startsWith(each) && (name.length() == each.length() || name.charAt(each.length()) == '$')) {
                    return true;
                }
            }
            for (final String each : packages) {
                if (name.startsWith(each) && name.lastIndexOf('.') == each.length()) {
                    return true;
                }
            }
            return false;
        }

        private Class<?> define(final String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name + ": its class file cannot be read");
                }
                final byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
