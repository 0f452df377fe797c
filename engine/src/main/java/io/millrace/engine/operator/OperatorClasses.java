package io.millrace.engine.operator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/**
 * Makes operators, each from its own copy of its class.
 *
 * <p>A class that many operators share has call sites that many functions pass through, and the just-in-time compiler
 * then inlines none of them. A copy per operator, defined by a small class loader of its own, keeps each profile apart.
 * User functions stay outside, in their own loader.
 */
public final class OperatorClasses {
    private OperatorClasses() {}

    /**
     * Makes an instance of a class's own copy through its only public constructor.
     *
     * @param template  a class marked {@link PerInstance}.
     * @param base      the shared class that the copy extends or implements.
     * @param arguments the constructor's arguments.
     * @param <T>       the shared class.
     * @return the instance.
     */
    public static <T> T newInstance(final Class<? extends T> template, final Class<T> base, final Object... arguments) {
        try {
            final Class<?> copy = Class.forName(template.getName(), true, new CopyLoader(template));
            final Constructor<?> constructor = copy.getConstructors()[0];
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

    private static final class CopyLoader extends ClassLoader {
        private final String template;
        private final String[] packages;

        CopyLoader(final Class<?> template) {
            super(template.getClassLoader());
            final PerInstance marker = template.getAnnotation(PerInstance.class);
            if (marker == null) {
                throw new IllegalArgumentException(template.getName() + " is not marked @PerInstance");
            }
            this.template = template.getName();
            packages = marker.packages();
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
            if (name.equals(template) || name.startsWith(template + "$")) {
                return true;
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
