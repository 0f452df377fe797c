package io.millrace.record.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.millrace.record.FieldKind;
import io.millrace.record.Overflow;
import javax.lang.model.element.Modifier;

/** Writes the flyweight of a record. */
final class FlyweightEmitter {
    private static final String RECORD_PACKAGE = "io.millrace.record";
    private static final ClassName FLYWEIGHT = ClassName.get(RECORD_PACKAGE, "Flyweight");
    private static final ClassName LAYOUT = ClassName.get(RECORD_PACKAGE, "Layout");
    private static final ClassName RECORD_TYPE = ClassName.get(RECORD_PACKAGE, "RecordType");
    private static final ClassName GENERATED = ClassName.get("javax.annotation.processing", "Generated");

    private final RecordModel model;
    private final TypeName type;

    FlyweightEmitter(final RecordModel model) {
        this.model = model;
        this.type = ParameterizedTypeName.get(RECORD_TYPE, model.recordName(), model.flyweight());
    }

    JavaFile emit() {
        final TypeSpec.Builder flyweight = TypeSpec.classBuilder(model.flyweight())
                .addOriginatingElement(model.element())
                .addAnnotation(AnnotationSpec.builder(GENERATED)
                        .addMember("value", "$S", RecordProcessor.class.getName())
                        .build())
                .addModifiers(Modifier.FINAL)
                .superclass(FLYWEIGHT)
                .addSuperinterface(model.recordName())
                .addJavadoc(
                        "Reads and writes a {@link $T}: $L bytes in a buffer. <b>Not thread-safe.</b>\n",
                        model.recordName(),
                        model.layout().sizeBytes());
        if (model.isPublic()) {
            flyweight.addModifiers(Modifier.PUBLIC);
        }
        if (model.isDeprecated()) {
            flyweight.addAnnotation(AnnotationSpec.builder(SuppressWarnings.class)
                    .addMember("value", "{$S, $S}", "deprecation", "removal")
                    .build());
        }
        flyweight.addField(typeConstant());
        final FieldEmitter fields = new FieldEmitter(model, flyweight);
        fields.addConstants();
        flyweight.addMethod(publicConstructor()).addMethod(typedConstructor()).addMethod(layoutMethod());
        fields.addMethods();
        return JavaFile.builder(model.flyweight().packageName(), flyweight.build())
                .skipJavaLangImports(true)
                .indent("    ")
                .build();
    }

    private FieldSpec typeConstant() {
        return FieldSpec.builder(type, "TYPE", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("The type of this record.\n")
                .initializer(
                        "$T.generated(\n$>$>$T.class, layout(), 0x$LL, $T::new)$<$<",
                        RECORD_TYPE,
                        model.recordName(),
                        String.format("%016x", model.layout().fingerprint()),
                        model.flyweight())
                .build();
    }

    private MethodSpec publicConstructor() {
        return MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Creates a flyweight that is not wrapped yet.\n")
                .addStatement("this(TYPE)")
                .build();
    }

    private MethodSpec typedConstructor() {
        return MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(type, "type", Modifier.FINAL)
                .addStatement("super(type)")
                .build();
    }

    private MethodSpec layoutMethod() {
        final CodeBlock.Builder code = CodeBlock.builder()
                .add("return $T.builder($S)", LAYOUT, model.layout().name());
        for (final FieldModel field : model.fields()) {
            code.add("\n.").add(field(field));
            code.add(field.overflow() == Overflow.TRUNCATE ? ".truncate()" : "");
            code.add(field.optional() ? ".optional()" : "");
            code.add(field.eventTime() ? ".eventTime()" : "");
        }
        return MethodSpec.methodBuilder("layout")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(LAYOUT)
                .addStatement(code.add("\n.build()").build())
                .build();
    }

    private static CodeBlock field(final FieldModel field) {
        final String name = field.name();
        return switch (field.kind()) {
            case INT64 -> CodeBlock.of("int64($S)", name);
            case INT32 -> CodeBlock.of("int32($S)", name);
            case INT16 -> CodeBlock.of("int16($S)", name);
            case INT8 -> CodeBlock.of("int8($S)", name);
            case CHAR -> CodeBlock.of("character($S)", name);
            case BOOLEAN -> CodeBlock.of("bool($S)", name);
            case FLOAT64 -> CodeBlock.of("float64($S)", name);
            case FLOAT32 -> CodeBlock.of("float32($S)", name);
            case SYMBOL -> CodeBlock.of("symbol($S)", name);
            case ENUM -> CodeBlock.of("enumeration($S, $T.class)", name, field.type());
            case ASCII, UTF8 -> CodeBlock.of("$L($S, $L)", word(field.kind()), name, field.textBytes());
            case DECIMAL, INT128 -> CodeBlock.of("$L($S, $L)", word(field.kind()), name, field.scale());
        };
    }

    private static String word(final FieldKind kind) {
        return kind.word();
    }
}
