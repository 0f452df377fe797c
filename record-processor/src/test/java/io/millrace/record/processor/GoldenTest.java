package io.millrace.record.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/**
 * Compares what is generated with files that people have read. After a change that is meant, write them anew with
 * {@code -Dgolden.update=true}, and read the difference.
 */
class GoldenTest {
    private static final Path INPUT = Path.of("src/test/resources/golden/input");
    private static final Path EXPECTED = Path.of("src/test/resources/golden/expected");

    @Test
    void shouldGenerateExactlyTheExpectedSources() throws IOException {
        final Map<String, String> generated = generate();
        if (Boolean.getBoolean("golden.update")) {
            for (final Map.Entry<String, String> file : generated.entrySet()) {
                Files.writeString(EXPECTED.resolve(file.getKey()), file.getValue());
            }
        }
        final Map<String, String> expected = new TreeMap<>();
        for (final Path file : list(EXPECTED)) {
            expected.put(file.getFileName().toString(), Files.readString(file));
        }
        assertEquals(expected.keySet(), generated.keySet());
        for (final Map.Entry<String, String> file : expected.entrySet()) {
            assertEquals(file.getValue(), generated.get(file.getKey()), file.getKey());
        }
    }

    @Test
    void shouldGenerateTheSameTwice() throws IOException {
        assertEquals(generate(), generate());
    }

    private static Map<String, String> generate() throws IOException {
        final List<JavaFileObject> sources = list(INPUT).stream()
                .map(file -> JavaFileObjects.forResource("golden/input/" + file.getFileName()))
                .toList();
        final Compilation compilation = InMemoryCompiler.compile(sources);
        assertEquals(List.of(), compilation.diagnostics());
        final Map<String, String> generated = new TreeMap<>();
        for (final JavaFileObject file : compilation.generatedSourceFiles()) {
            generated.put(
                    Path.of(file.getName()).getFileName().toString(),
                    file.getCharContent(false).toString());
        }
        return generated;
    }

    private static List<Path> list(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
