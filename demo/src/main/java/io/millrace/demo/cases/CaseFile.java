package io.millrace.demo.cases;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads a case file. */
final class CaseFile {
    private static final int MAX_CHARACTERS = 64 << 20;
    private static final int MAX_ALIASES = 1_000_000;
    private static final long SCHEMA_VERSION = 1;

    private CaseFile() {}

    static List<Case> read(final Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        }
    }

    /** Reads all cases, so that a mistake in the last one is found before the first one runs. */
    static List<Case> read(final String name, final InputStream in) {
        final LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setCodePointLimit(MAX_CHARACTERS)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .setSchema(new CoreSchema())
                .build();
        final Object document;
        try {
            document = new Load(settings).loadFromInputStream(in);
        } catch (final YamlEngineException e) {
            throw new CaseException(name, "is not YAML: " + e.getMessage().strip());
        }
        final Keys file = Keys.of(name, document);
        final long version = file.number("schema_version");
        if (version != SCHEMA_VERSION) {
            throw new CaseException(name, "schema_version has to be " + SCHEMA_VERSION + ", not " + version);
        }
        final List<?> values = Keys.list(name + ", cases", file.required("cases"));
        file.requireNothingElse();
        if (values.isEmpty()) {
            throw new CaseException(name, "there is no case in it");
        }
        final List<Case> cases = new ArrayList<>();
        final Set<String> ids = new HashSet<>();
        for (final Object value : values) {
            final Case read = CaseReader.read(name + ", case " + (cases.size() + 1), value);
            if (!ids.add(read.id())) {
                throw new CaseException(name + ", case " + (cases.size() + 1), "the id '" + read.id() + "' is taken");
            }
            cases.add(read);
        }
        return cases;
    }
}
