package io.millrace.record.processor;

import io.millrace.record.Record;
import java.io.IOException;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * Generates a flyweight for every {@link Record} interface, or reports what is wrong with it at the offending method.
 *
 * <p>Each flyweight depends on its interface and what that one extends only, so incremental builds may treat the
 * processor as isolating.
 */
public final class RecordProcessor extends AbstractProcessor {
    /** Creates the processor; the compiler does. */
    public RecordProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(
                "io.millrace.record.Record",
                // Stands on what we generate, and would be unclaimed otherwise.
                "javax.annotation.processing.Generated",
                "io.millrace.record.EventTime",
                "io.millrace.record.Ascii",
                "io.millrace.record.Utf8",
                "io.millrace.record.Decimal",
                "io.millrace.record.Symbol",
                "io.millrace.record.Optional");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(final Set<? extends TypeElement> annotations, final RoundEnvironment round) {
        for (final Element element : round.getElementsAnnotatedWith(Record.class)) {
            process((TypeElement) element);
        }
        // Claimed: unclaimed annotations are a warning, which users may have made an error.
        return true;
    }

    private void process(final TypeElement element) {
        final RecordReader reader = new RecordReader(processingEnv.getElementUtils(), element);
        final RecordModel model = reader.read();
        for (final Problem problem : reader.problems()) {
            report(element, problem);
        }
        if (model != null) {
            write(model);
        }
    }

    private void write(final RecordModel model) {
        try {
            new FlyweightEmitter(model).emit().writeTo(processingEnv.getFiler());
        } catch (final FilerException e) {
            error(model.element(), "a class " + model.flyweight().simpleName() + " exists already");
        } catch (final IOException e) {
            error(model.element(), "cannot write " + model.flyweight() + ": " + e.getMessage());
        }
    }

    /** A method inherited from elsewhere may have no source to point at: then the message names it. */
    private void report(final TypeElement record, final Problem problem) {
        final Element at = problem.element();
        if (at == record || at.getEnclosingElement() == record) {
            error(at, problem.getMessage());
        } else {
            error(
                    record,
                    "inherited " + at.getEnclosingElement().getSimpleName() + "." + at + ": " + problem.getMessage());
        }
    }

    private void error(final Element at, final String message) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, at);
    }
}
