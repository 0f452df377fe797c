package io.millrace.engine.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Everything in Java that the README and the guide show is compiled: each block is, word for word, what lies in a file
 * of this folder between {@code // tag::name[]} and {@code // end::name[]}.
 */
class DocumentedCodeTest {
    private static final List<Path> DOCUMENTS = List.of(Path.of("..", "README.md"), Path.of("..", "docs", "guide.md"));
    private static final Path SOURCES = Path.of("src/test/java/io/millrace/engine/example");
    private static final String TAG = "// tag::";
    private static final String END = "// end::";
    private static final String FENCE = "```";

    /** The tagged regions of all files, by file and tag. */
    private static Map<String, String> regions() throws IOException {
        final Map<String, String> regions = new TreeMap<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (final Path file : (Iterable<Path>) files::iterator) {
                addRegions(file, regions);
            }
        }
        return regions;
    }

    private static void addRegions(final Path file, final Map<String, String> regions) throws IOException {
        String tag = null;
        final List<String> region = new ArrayList<>();
        for (final String line : Files.readAllLines(file)) {
            final String text = line.strip();
            if (text.startsWith(TAG)) {
                tag = text.substring(TAG.length());
                region.clear();
            } else if (text.startsWith(END)) {
                assertEquals(tag, text.substring(END.length()), file.toString());
                regions.put(file.getFileName() + " " + tag, unindented(region));
                tag = null;
            } else if (tag != null) {
                region.add(line);
            }
        }
        assertEquals(null, tag, file + " does not end this tag");
    }

    private static String unindented(final List<String> lines) {
        final int indent = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        final StringBuilder text = new StringBuilder();
        for (final String line : lines) {
            text.append(line.isBlank() ? "" : line.substring(indent)).append('\n');
        }
        return text.toString();
    }

    /** The blocks of Java in a document. Code must be fenced, so that none is overlooked. */
    private static List<String> blocks(final Path document) throws IOException {
        final List<String> blocks = new ArrayList<>();
        StringBuilder block = null;
        for (final String line : Files.readAllLines(document)) {
            if (block == null && line.startsWith(FENCE)) {
                block = new StringBuilder(line).append('\n');
            } else if (line.equals(FENCE)) {
                if (block.toString().startsWith(FENCE + "java\n")) {
                    blocks.add(block.substring(block.indexOf("\n") + 1));
                }
                block = null;
            } else if (block != null) {
                block.append(line).append('\n');
            } else {
                final boolean looksLikeJava = line.startsWith("    ") && line.matches(".*[;{}]\\s*");
                assertFalse(looksLikeJava, document + ": fence this code with " + FENCE + "java: " + line);
            }
        }
        return blocks;
    }

    @Test
    void shouldCompileEveryBlockOfJavaInTheDocuments() throws IOException {
        final Map<String, String> regions = regions();
        for (final Path document : DOCUMENTS) {
            final List<String> unknown = blocks(document).stream()
                    .filter(block -> !regions.containsValue(block))
                    .toList();
            assertEquals(List.of(), unknown, document + " shows code that is in no tagged region of " + SOURCES);
        }
    }

    @Test
    void shouldShowEveryTaggedRegionInADocument() throws IOException {
        final Map<String, String> regions = regions();
        for (final Path document : DOCUMENTS) {
            regions.values().removeAll(blocks(document));
        }
        assertEquals(Map.of(), regions, "no document shows these");
    }
}
