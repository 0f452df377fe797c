package io.millrace.record.processor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.millrace.record.Field;
import io.millrace.record.FieldKind;
import java.nio.ByteOrder;
import java.util.Locale;
import javax.lang.model.element.Modifier;

/** Writes the constants, getters and setters of a record's fields into its flyweight. */
final class FieldEmitter {
    private static final ClassName UNSAFE = ClassName.get("org.agrona", "UnsafeApi");

    private static final String RECORD_PACKAGE = "io.millrace.record";
    private static final ClassName ASCII_FIELD = ClassName.get(RECORD_PACKAGE, "AsciiField");
    private static final ClassName UTF8_FIELD = ClassName.get(RECORD_PACKAGE, "Utf8Field");
    private static final ClassName INT128_FIELD = ClassName.get(RECORD_PACKAGE, "Int128Field");

    private final RecordModel model;
    private final TypeSpec.Builder flyweight;
    private final NameAllocator names = new NameAllocator();

    FieldEmitter(final RecordModel model, final TypeSpec.Builder flyweight) {
        this.model = model;
        this.flyweight = flyweight;
        names.newName("TYPE");
        for (final FieldModel field : model.fields()) {
            names.newName(constantCase(field.name()) + "_OFFSET", field.name() + " offset");
            names.newName(constantCase(field.name()) + "_CONSTANTS", field.name() + " constants");
            names.newName(field.name() + "View", field.name() + " view");
        }
    }

    void addConstants() {
        for (final FieldModel field : model.fields()) {
            flyweight.addField(
                    FieldSpec.builder(TypeName.INT, offset(field), Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                            .addJavadoc("Offset of {@code $L} in the record, in bytes.\n", field.name())
                            .initializer("$L", placed(field).offset())
                            .build());
        }
        for (final FieldModel field : model.fields()) {
            if (field.kind() == FieldKind.ENUM) {
                final TypeName type = TypeName.get(field.type());
                flyweight.addField(FieldSpec.builder(
                                ArrayTypeName.of(type),
                                names.get(field.name() + " constants"),
                                Modifier.PRIVATE,
                                Modifier.STATIC,
                                Modifier.FINAL)
                        .initializer("$T.values()", type)
                        .build());
            } else if (isView(field)) {
                flyweight.addField(FieldSpec.builder(viewType(field), view(field), Modifier.PRIVATE, Modifier.FINAL)
                        .initializer("$L($L)", viewFactory(field), placed(field).index())
                        .build());
            }
        }
    }

    void addMethods() {
        for (final FieldModel field : model.fields()) {
            flyweight.addMethod(getter(field)).addMethod(setter(field));
            if (field.optional()) {
                flyweight.addMethod(presence(field)).addMethod(clearing(field));
            }
        }
    }

    private MethodSpec getter(final FieldModel field) {
        return MethodSpec.methodBuilder(field.name())
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(isView(field) ? viewType(field) : TypeName.get(field.type()))
                .addStatement("return $L", read(field))
                .build();
    }

    private MethodSpec setter(final FieldModel field) {
        final TypeName valueType = TypeName.get(field.type());
        final MethodSpec.Builder setter = MethodSpec.methodBuilder(field.name())
                .addModifiers(Modifier.PUBLIC)
                .returns(model.flyweight())
                .addParameter(valueType, "value", Modifier.FINAL)
                .addJavadoc("Sets {@code $L}.\n\n@param value the value.\n@return this.\n", field.name())
                .addCode(write(field));
        if (field.optional() && !isView(field)) {
            setter.addStatement("markPresent($L, $L)", presenceByte(field), presenceMask(field));
        }
        return setter.addStatement("return this").build();
    }

    private MethodSpec presence(final FieldModel field) {
        final MethodSpec.Builder method = MethodSpec.methodBuilder(field.prefixed("has"))
                .addModifiers(Modifier.PUBLIC)
                .returns(TypeName.BOOLEAN)
                .addStatement("return isPresent($L, $L)", presenceByte(field), presenceMask(field));
        if (model.declares(field.prefixed("has"))) {
            return method.addAnnotation(Override.class).build();
        }
        return method.addJavadoc("Whether {@code $L} is there.\n\n@return true if it is.\n", field.name())
                .build();
    }

    private MethodSpec clearing(final FieldModel field) {
        return MethodSpec.methodBuilder(field.prefixed("clear"))
                .addModifiers(Modifier.PUBLIC)
                .returns(model.flyweight())
                .addJavadoc("Makes {@code $L} absent.\n\n@return this.\n", field.name())
                .addStatement(
                        "clearOptional($L, $L, $L, $L)",
                        presenceByte(field),
                        presenceMask(field),
                        offset(field),
                        placed(field).sizeBytes())
                .addStatement("return this")
                .build();
    }

    private CodeBlock read(final FieldModel field) {
        return switch (field.kind()) {
            case INT64, DECIMAL -> load("Long", field);
            case INT32, SYMBOL -> load("Int", field);
            case INT16 -> load("Short", field);
            case CHAR -> load("Char", field);
            case FLOAT64 -> load("Double", field);
            case FLOAT32 -> load("Float", field);
            case INT8 -> load("Byte", field);
            case BOOLEAN -> CodeBlock.of("($L) != 0", load("Byte", field));
            case ENUM -> CodeBlock.of("$L[$L]", names.get(field.name() + " constants"), ordinal(field));
            case UTF8 -> CodeBlock.of("$L.decode()", view(field));
            case ASCII, INT128 -> CodeBlock.of("$L", view(field));
        };
    }

    private CodeBlock ordinal(final FieldModel field) {
        return placed(field).sizeBytes() == 1
                ? CodeBlock.of("($L) & 0xFF", load("Byte", field))
                : CodeBlock.of("($L) & 0xFFFF", load("Short", field));
    }

    private CodeBlock write(final FieldModel field) {
        return switch (field.kind()) {
            case INT64, DECIMAL -> store("Long", field, "value");
            case INT32, SYMBOL -> store("Int", field, "value");
            case INT16 -> store("Short", field, "value");
            case CHAR -> store("Char", field, "value");
            case FLOAT64 -> store("Double", field, "value");
            case FLOAT32 -> store("Float", field, "value");
            case INT8 -> store("Byte", field, "value");
            case BOOLEAN -> store("Byte", field, "(byte) (value ? 1 : 0)");
            case ENUM ->
                placed(field).sizeBytes() == 1
                        ? store("Byte", field, "(byte) value.ordinal()")
                        : store("Short", field, "(short) value.ordinal()");
            case ASCII, UTF8, INT128 ->
                CodeBlock.builder().addStatement("$L.set(value)", view(field)).build();
        };
    }

    /**
     * Memory outside the heap, which is what records nearly always lie in, is read by its address alone: the compiler
     * then knows that the store before it changed no field of a flyweight, and need not read those again.
     */
    private CodeBlock load(final String type, final FieldModel field) {
        return CodeBlock.of(
                "address != 0 ? $1T.get$2L(address + $3L) : buffer.get$2L(offset + $3L$4L)",
                UNSAFE,
                type,
                offset(field),
                byteOrder(type));
    }

    private CodeBlock store(final String type, final FieldModel field, final String value) {
        return CodeBlock.builder()
                .beginControlFlow("if (address != 0)")
                .addStatement("$T.put$L(address + $L, $L)", UNSAFE, type, offset(field), value)
                .nextControlFlow("else")
                .addStatement("buffer.put$L(offset + $L, $L$L)", type, offset(field), value, byteOrder(type))
                .endControlFlow()
                .build();
    }

    private static CodeBlock byteOrder(final String type) {
        return "Byte".equals(type) ? CodeBlock.of("") : CodeBlock.of(", $T.LITTLE_ENDIAN", ByteOrder.class);
    }

    private int presenceByte(final FieldModel field) {
        return model.layout().presenceOffset() + placed(field).presenceBit() / 8;
    }

    private int presenceMask(final FieldModel field) {
        return 1 << placed(field).presenceBit() % 8;
    }

    private Field placed(final FieldModel field) {
        return model.layout().field(field.name());
    }

    private String offset(final FieldModel field) {
        return names.get(field.name() + " offset");
    }

    private String view(final FieldModel field) {
        return names.get(field.name() + " view");
    }

    private static boolean isView(final FieldModel field) {
        return field.kind().isText() || field.kind() == FieldKind.INT128;
    }

    private static TypeName viewType(final FieldModel field) {
        return switch (field.kind()) {
            case ASCII -> ASCII_FIELD;
            case UTF8 -> UTF8_FIELD;
            default -> INT128_FIELD;
        };
    }

    private static String viewFactory(final FieldModel field) {
        return switch (field.kind()) {
            case ASCII -> "asciiField";
            case UTF8 -> "utf8Field";
            default -> "int128Field";
        };
    }

    /** {@code timeNs} to {@code TIME_NS}. */
    private static String constantCase(final String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }
}
