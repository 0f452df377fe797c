package io.millrace.record.processor;

import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import java.util.List;
import javax.tools.JavaFileObject;

/** Compiles sources with the processor as strictly as a user might. */
final class InMemoryCompiler {
    private InMemoryCompiler() {}

    /** All warnings are errors, in code and in Javadoc. */
    static Compilation compile(final Iterable<JavaFileObject> sources) {
        final List<String> options = List.of("--release", "17", "-Xlint:all", "-Xdoclint:all,-missing", "-Werror");
        return javac().withOptions(options)
                .withProcessors(new RecordProcessor())
                .compile(sources);
    }
}
