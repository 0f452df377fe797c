package io.millrace.record.processor;

import io.millrace.record.Ascii;
import io.millrace.record.Decimal;
import io.millrace.record.Decimals;
import io.millrace.record.EventTime;
import io.millrace.record.FieldKind;
import io.millrace.record.Layout;
import io.millrace.record.Optional;
import io.millrace.record.Symbol;
import io.millrace.record.Utf8;
import io.millrace.record.processor.FieldModel.FieldDetails;
import java.lang.annotation.Annotation;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Understands one getter. */
final class FieldReader {
    private static final String INT128 = "io.millrace.record.Int128";
    private static final String TYPES =
            "long, int, short, byte, char, boolean, double, float, an enum, CharSequence with "
                    + "@Ascii or @Utf8, or Int128";

    FieldModel read(final ExecutableElement getter) throws Problem {
        if (!getter.getParameters().isEmpty()) {
            throw new Problem(getter, "a getter has no parameters");
        }
        if (!getter.getTypeParameters().isEmpty()) {
            throw new Problem(getter, "a getter has no type parameters");
        }
        if (!getter.getThrownTypes().isEmpty()) {
            throw new Problem(getter, "a getter throws nothing");
        }
        checkAnnotations(getter);
        final FieldModel field = ofType(getter);
        if (field.optional() && field.eventTime()) {
            throw new Problem(getter, "the event time cannot be @Optional");
        }
        return field;
    }

    private void checkAnnotations(final ExecutableElement getter) throws Problem {
        allow(getter, EventTime.class, isA(getter, TypeKind.LONG), "a long");
        allow(getter, Decimal.class, isA(getter, TypeKind.LONG) || isNamed(getter, INT128), "a long or an Int128");
        allow(getter, Symbol.class, isA(getter, TypeKind.INT), "an int");
        allow(getter, Ascii.class, isNamed(getter, "java.lang.CharSequence"), "a CharSequence");
        allow(getter, Utf8.class, isNamed(getter, "java.lang.CharSequence"), "a CharSequence");
        if (has(getter, Ascii.class) && has(getter, Utf8.class)) {
            throw new Problem(getter, "a text is @Ascii or @Utf8, not both");
        }
        if (has(getter, EventTime.class) && has(getter, Decimal.class)) {
            throw new Problem(getter, "the event time cannot be @Decimal");
        }
    }

    private FieldModel ofType(final ExecutableElement getter) throws Problem {
        return switch (getter.getReturnType().getKind()) {
            case LONG -> ofLong(getter);
            case INT -> plain(getter, has(getter, Symbol.class) ? FieldKind.SYMBOL : FieldKind.INT32);
            case SHORT -> plain(getter, FieldKind.INT16);
            case BYTE -> plain(getter, FieldKind.INT8);
            case CHAR -> plain(getter, FieldKind.CHAR);
            case BOOLEAN -> plain(getter, FieldKind.BOOLEAN);
            case DOUBLE -> plain(getter, FieldKind.FLOAT64);
            case FLOAT -> plain(getter, FieldKind.FLOAT32);
            case DECLARED -> ofDeclared(getter);
            default -> throw unsupported(getter, "");
        };
    }

    private FieldModel ofLong(final ExecutableElement getter) throws Problem {
        if (has(getter, EventTime.class)) {
            return field(getter, FieldKind.INT64, FieldDetails.ofEventTime());
        }
        if (has(getter, Decimal.class)) {
            return field(getter, FieldKind.DECIMAL, FieldDetails.ofScale(scale(getter)));
        }
        return plain(getter, FieldKind.INT64);
    }

    private FieldModel ofDeclared(final ExecutableElement getter) throws Problem {
        if (isNamed(getter, INT128)) {
            return field(getter, FieldKind.INT128, FieldDetails.ofScale(scale(getter)));
        }
        if (isNamed(getter, "java.lang.CharSequence")) {
            return ofText(getter);
        }
        if (isNamed(getter, "java.lang.String")) {
            throw unsupported(getter, "; a text is a CharSequence with @Ascii or @Utf8");
        }
        final TypeElement type = (TypeElement) ((DeclaredType) getter.getReturnType()).asElement();
        if (type.getKind() == ElementKind.ENUM) {
            return ofEnum(getter, type);
        }
        throw unsupported(getter, "");
    }

    private FieldModel ofText(final ExecutableElement getter) throws Problem {
        final Ascii ascii = getter.getAnnotation(Ascii.class);
        if (ascii != null) {
            checkTextBytes(getter, "@Ascii", ascii.value());
            return field(getter, FieldKind.ASCII, FieldDetails.ofText(ascii.value(), ascii.overflow()));
        }
        final Utf8 utf8 = getter.getAnnotation(Utf8.class);
        if (utf8 != null) {
            checkTextBytes(getter, "@Utf8", utf8.value());
            return field(getter, FieldKind.UTF8, FieldDetails.ofText(utf8.value(), utf8.overflow()));
        }
        throw new Problem(getter, "a text needs @Ascii or @Utf8 with its longest length");
    }

    private FieldModel ofEnum(final ExecutableElement getter, final TypeElement type) throws Problem {
        for (Element e = type; e.getKind() != ElementKind.PACKAGE; e = e.getEnclosingElement()) {
            if (e.getModifiers().contains(Modifier.PRIVATE)) {
                throw new Problem(getter, "the enum " + type.getSimpleName() + " is private");
            }
        }
        final List<String> constants = type.getEnclosedElements().stream()
                .filter(e -> e.getKind() == ElementKind.ENUM_CONSTANT)
                .map(e -> e.getSimpleName().toString())
                .toList();
        if (constants.isEmpty()) {
            throw new Problem(getter, "the enum " + type.getSimpleName() + " has no constants");
        }
        return field(getter, FieldKind.ENUM, FieldDetails.ofConstants(constants));
    }

    private static int scale(final ExecutableElement getter) throws Problem {
        final Decimal decimal = getter.getAnnotation(Decimal.class);
        if (decimal == null) {
            return 0;
        }
        if (decimal.value() < 0 || decimal.value() > Decimals.MAX_SCALE) {
            throw new Problem(
                    getter, "@Decimal takes a scale of 0 to " + Decimals.MAX_SCALE + ", not " + decimal.value());
        }
        return decimal.value();
    }

    private static void checkTextBytes(final ExecutableElement getter, final String annotation, final int textBytes)
            throws Problem {
        if (textBytes < 1 || textBytes > Layout.MAX_TEXT_BYTES) {
            throw new Problem(
                    getter, annotation + " takes a length of 1 to " + Layout.MAX_TEXT_BYTES + ", not " + textBytes);
        }
    }

    private static void allow(
            final ExecutableElement getter,
            final Class<? extends Annotation> annotation,
            final boolean rightType,
            final String wanted)
            throws Problem {
        if (has(getter, annotation) && !rightType) {
            throw new Problem(
                    getter,
                    "@" + annotation.getSimpleName() + " belongs on a getter of " + wanted + ", not of "
                            + getter.getReturnType());
        }
    }

    private static boolean has(final ExecutableElement getter, final Class<? extends Annotation> annotation) {
        return getter.getAnnotation(annotation) != null;
    }

    private static boolean isA(final ExecutableElement getter, final TypeKind kind) {
        return getter.getReturnType().getKind() == kind;
    }

    private static boolean isNamed(final ExecutableElement getter, final String name) {
        final TypeMirror type = getter.getReturnType();
        return type.getKind() == TypeKind.DECLARED
                && ((TypeElement) ((DeclaredType) type).asElement())
                        .getQualifiedName()
                        .contentEquals(name);
    }

    private static FieldModel plain(final ExecutableElement getter, final FieldKind kind) {
        return field(getter, kind, FieldDetails.none());
    }

    private static FieldModel field(final ExecutableElement getter, final FieldKind kind, final FieldDetails details) {
        return new FieldModel(getter, kind, details, has(getter, Optional.class));
    }

    private static Problem unsupported(final ExecutableElement getter, final String hint) {
        return new Problem(
                getter, "a record's field cannot be of type " + getter.getReturnType() + "; use " + TYPES + hint);
    }
}
