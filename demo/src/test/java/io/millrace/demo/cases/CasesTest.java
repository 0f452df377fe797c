package io.millrace.demo.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class CasesTest {
    private static final Path SPECIFICATION = Path.of("..", "docs", "cases");
    private static final String HEAD = "schema_version: 1\ncases:\n- id: A\n  title: t\n  kind: window\n"
            + "  assigner: {type: tumbling, size: 10}\n";

    @TempDir
    private Path folder;

    static Stream<Case> specification() throws IOException {
        try (Stream<Path> files = Files.list(SPECIFICATION)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream()
                    .flatMap(CasesTest::cases);
        }
    }

    private static Stream<Case> cases(final Path file) {
        try {
            return CaseFile.read(file).stream();
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("specification")
    void shouldKeepToTheSpecification(final Case test) {
        assertEquals(List.of(), CaseRunner.run(test).failure(), test.id() + ", " + test.title());
    }

    /** A case that expects too much, too little, or another order has to fail: else all others prove nothing. */
    @ParameterizedTest
    @MethodSource("specification")
    void shouldFailWhenAnyStepOfTheSpecificationExpectsOtherwise(final Case test) {
        for (int i = 0; i < test.steps().size(); i++) {
            final Step step = test.steps().get(i);
            final List<Row> more = Stream.concat(step.expected().stream(), Stream.of(Row.of("planted", 1)))
                    .toList();
            final Step planted = new Step(step.number(), step.text(), step.action(), more, step.late(), step.ordered());
            final Step plantedLate =
                    new Step(step.number(), step.text(), step.action(), step.expected(), more, step.ordered());
            assertFalse(CaseRunner.run(with(test, i, planted)).passed(), test.id() + ", step " + (i + 1));
            assertFalse(CaseRunner.run(with(test, i, plantedLate)).passed(), test.id() + ", step " + (i + 1));
        }
    }

    @ParameterizedTest
    @MethodSource("specification")
    void shouldKeepToTheSpecificationWithARestoreBeforeEveryStep(final Case test) {
        final List<Step> steps = new ArrayList<>();
        for (final Step step : test.steps()) {
            steps.add(new Step(
                    step.number(), "restore before " + step.text(), CasesTest::restore, List.of(), List.of(), true));
            steps.add(step);
        }
        final Case restored = new Case(test.id(), test.title(), test.subject(), steps);
        assertEquals(List.of(), CaseRunner.run(restored).failure(), test.id() + ", " + test.title());
    }

    private static Outcome restore(final Subject subject) {
        subject.restore();
        return Outcome.NOTHING;
    }

    private static Case with(final Case test, final int at, final Step step) {
        final Step[] steps = test.steps().toArray(new Step[0]);
        steps[at] = step;
        return new Case(test.id(), test.title(), test.subject(), List.of(steps));
    }

    @Test
    void shouldFailWhenTheOrderDiffers() {
        final Case test = read(HEAD + "  steps:\n  - {event: {key: x, ts: 5}}\n  - {event: {key: y, ts: 5}}\n"
                + "  - {end_of_input: true, ordered: true, expect: [{key: y, start: 0, end: 10, value: 1},"
                + " {key: x, start: 0, end: 10, value: 1}]}\n");
        final CaseResult result = CaseRunner.run(test);
        assertEquals("the order differs", result.failure().get(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "kind: window | kind: windows | 'kind' has to be",
                "title: t | titel: t | 'title' is missing",
                "size: 10 | size: 0 | size must be positive",
                "size: 10 | size: ten | has to be an integer, not 'ten'",
                "size: 10 | size: 10, gap: 3 | 'gap' is not known here",
                "size: 10 | size: 9223372036854775808 | does not fit into 64 bits",
                "tumbling | hopping | 'type' has to be",
                "ts: 5 | time: 5 | 'ts' is missing",
                "ts: 5 | ts: 5, src: b | there is no source 'b'",
                "watermark: 9 | watermark: 9, idle: x | has to have one of",
                "watermark: 9 | wait: 9 | has to have one of",
                "expect: [] | expects: [] | 'expects' is not known here",
                "expect: [] | expect: {} | has to be a list, not a mapping",
                "schema_version: 1 | schema_version: 2 | schema_version has to be 1, not 2",
                "schema_version: 1 | schema_version: [ | is not YAML",
                "aggregate: sum | aggregate: mean | 'aggregate' has to be count or sum",
                "aggregate: sum | trigger: {type: count, n: 0} | must be positive: 0",
                "aggregate: sum | watermarking: {type: bounded, bound: -1} | disorder must be from 0",
                "ts: 5 | ts: 5, v: many | 'v' has to be an integer of 64 bits, not 'many'",
                "kind: window | kind: window_join | in a join it needs a 'side'",
                "ts: 5 | ts: 5, ts: 6 | duplicate key",
                "aggregate: sum | allowed_lateness: -1 | 'allowed_lateness' is negative: -1",
                "aggregate: sum | sources: [a, a] | 'a' is there twice",
                "aggregate: sum | sources: [' '] | a name is blank",
                "type: tumbling, size: 10 | type: sliding, size: 10, slide: 0 | slide must be positive",
                "type: tumbling, size: 10 | type: session, gap: 0 | gap of sessions must be positive",
            })
    void shouldNameThePlaceOfAMistake(final String right, final String wrong, final String message) {
        final String text = HEAD + "  aggregate: sum\n  steps:\n  - {event: {key: x, ts: 5}}\n"
                + "  - {watermark: 9, expect: []}\n";
        assertTrue(text.contains(right), right);
        final CaseException mistake = assertThrows(CaseException.class, () -> read(text.replace(right, wrong)));
        assertTrue(mistake.getMessage().contains(message), mistake.getMessage());
        assertTrue(mistake.getMessage().startsWith("file"), mistake.getMessage());
    }

    @Test
    void shouldExitWithTheOutcome() throws IOException {
        final String good = HEAD + "  steps:\n  - {event: {key: x, ts: 5}}\n";
        final String bad = good.replace("ts: 5}", "ts: 5}, late: [{key: x, ts: 5}]");
        assertEquals(0, exit(good, "1 passed, 0 failed"));
        assertEquals(1, exit(bad, "0 passed, 1 failed"));
        assertEquals(2, exit("", "has to be a mapping"));
        assertEquals(2, exit("cases: []", "'schema_version' is missing"));
        assertEquals(2, exit("schema_version: 1\ncases: []", "there is no case in it"));
        assertEquals(2, exit(HEAD + "  steps: []\n", "'steps' is empty"));
        final String end = "  steps:\n  - {end_of_input: true}\n";
        assertEquals(2, exit(good.replace("  steps:\n", end), "step 2: the input has ended: there can be no event"));
        assertEquals(
                2,
                exit(
                        HEAD.replace("window", "interval_join")
                                .replace(
                                        "assigner: {type: tumbling, size: 10}",
                                        "bounds: {lower: 2, upper: 1}\n  steps: []"),
                        "'lower' is above 'upper': 2 and 1"));
    }

    private int exit(final String text, final String said) throws IOException {
        final Path file = Files.writeString(folder.resolve("cases.yaml"), text);
        final StringWriter out = new StringWriter();
        final CommandLine line = new CommandLine(new CasesCommand());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        final int code = line.execute(file.toString());
        assertTrue(out.toString().contains(said), out.toString());
        return code;
    }

    /** Unusual, but legal: keys that look like numbers, other bases, no values, anchors used often, comments. */
    @Test
    void shouldReadWhateverYamlAllows() {
        final StringBuilder text = new StringBuilder(HEAD)
                .append("  source:\n  trigger: ~\n  watermarking:\n  sources:\n  steps: # none is special\n")
                .append("  - event: &first {key: '007', ts: 0x5, v: , src: ~}\n    late:\n    ordered: ~\n");
        for (int i = 0; i < 100; i++) {
            text.append("  - event: *first\n");
        }
        text.append("  - {event: {key: 7, ts: +6}}\n  - {end_of_input: True, expect: [")
                .append("{key: \"007\", start: 0, end: 0xA, value: 101}, {key: 7, start: 0, end: 10, value: '1'}]}\n");
        assertEquals(List.of(), CaseRunner.run(read(text.toString())).failure());
    }

    @Test
    void shouldRefuseAnIdThatIsTaken() {
        final String steps = "  steps: [{watermark: 1}]\n";
        final String text = HEAD + steps + HEAD.substring(HEAD.indexOf("- id")) + steps;
        final CaseException mistake = assertThrows(CaseException.class, () -> read(text));
        assertTrue(mistake.getMessage().contains("the id 'A' is taken"), mistake.getMessage());
    }

    private static Case read(final String text) {
        return CaseFile.read("file", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .get(0);
    }
}
