package io.millrace.engine.recovery;

import io.millrace.engine.Pipeline;
import io.millrace.engine.graph.Node;
import io.millrace.engine.graph.SourceNode;
import io.millrace.journal.Excerpt;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.Journal;
import io.millrace.journal.JournalReader;
import io.millrace.record.Field;
import io.millrace.record.RecordType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agrona.DirectBuffer;

/**
 * What ran in an epoch of a journal: the pipeline, the layouts of its sources' events, its code, its input, and the
 * options that change results. Kept as lines of UTF-8, {@code key<TAB>value}, so that it can be read without the
 * classes that it tells of.
 */
public final class EpochDescription {
    private static final String PIPELINE = "pipeline";
    private static final String SOURCE = "source/";
    private static final String FIELD = "field/";
    private static final String OPERATOR = "operator/";
    private static final String CODE = "code/";
    private static final String INPUT = "input/";
    private static final String OPTION = "option/";

    private final Map<String, String> lines;

    private EpochDescription(final Map<String, String> lines) {
        this.lines = lines;
    }

    /**
     * Describes what is about to run.
     *
     * @param pipeline the pipeline.
     * @param options the application's options that change results.
     * @return the description.
     * @throws Exception if an input cannot be looked at.
     */
    static EpochDescription of(final Pipeline pipeline, final Map<String, String> options) throws Exception {
        final Map<String, String> lines = new LinkedHashMap<>();
        lines.put(PIPELINE, pipeline.name());
        int number = 0;
        for (final Node node : pipeline.graph().nodes()) {
            lines.put(OPERATOR + node.name(), describe(node));
            final String code = OperatorCode.hash(node);
            if (!code.isEmpty()) {
                lines.put(CODE + node.name(), code);
            }
            if (node instanceof SourceNode) {
                describeSource((SourceNode) node, number++, lines);
            }
        }
        options.forEach((option, value) -> lines.put(OPTION + option, clean(value)));
        return new EpochDescription(lines);
    }

    private static String describe(final Node node) {
        final StringBuilder text =
                new StringBuilder(node.getClass().getSimpleName().replace("Node", ""));
        node.inputs().forEach(input -> text.append(" of ").append(input));
        return clean(text.append(" of type ").append(node.type().name()).toString());
    }

    private static void describeSource(final SourceNode node, final int number, final Map<String, String> lines)
            throws Exception {
        final RecordType<?, ?> type = node.type();
        lines.put(
                SOURCE + number,
                node.name()
                        + ' '
                        + type.name()
                        + ' '
                        + type.sizeBytes()
                        + ' '
                        + type.eventTimeOffset()
                        + ' '
                        + Long.toHexString(type.layout().fingerprint()));
        for (final Field field : type.layout().fields()) {
            lines.put(FIELD + number + '/' + field.name(), clean(FieldText.of(field)));
        }
        if (node.factory().isPresent()) {
            final Optional<String> input = node.factory().get().fingerprint();
            lines.put(INPUT + node.name(), clean(input.orElse("")));
        }
    }

    private static String clean(final String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("\r", "\\r");
    }

    /**
     * Reads a description.
     *
     * @param buffer where it lies.
     * @param offset of its first byte.
     * @param length in bytes.
     * @return the description.
     */
    public static EpochDescription read(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        final Map<String, String> lines = new LinkedHashMap<>();
        for (final String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            final int tab = line.indexOf('\t');
            if (tab > 0) {
                lines.put(line.substring(0, tab), line.substring(tab + 1));
            }
        }
        return new EpochDescription(lines);
    }

    /**
     * The description of the first epoch that a journal holds.
     *
     * @param journal the journal.
     * @return the description.
     * @throws RecoveryException if the journal holds none: it is empty.
     */
    public static EpochDescription first(final Journal journal) {
        try (JournalReader reader = journal.reader(journal.firstPosition())) {
            while (reader.next()) {
                final Excerpt excerpt = reader.excerpt();
                if (excerpt.kind() == ExcerptKind.EPOCH) {
                    return read(excerpt.payload(), excerpt.payloadOffset(), excerpt.payloadLength());
                }
            }
        }
        throw new RecoveryException("the journal is empty: it does not even say what was run");
    }

    byte[] bytes() {
        final StringBuilder text = new StringBuilder();
        lines.forEach(
                (key, value) -> text.append(key).append('\t').append(value).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Name of the pipeline.
     *
     * @return the name.
     */
    public String pipeline() {
        return lines.getOrDefault(PIPELINE, "");
    }

    /**
     * The application's options that change results.
     *
     * @return values by name, in the order in which they were given.
     */
    public Map<String, String> options() {
        final Map<String, String> options = new LinkedHashMap<>();
        lines.forEach((key, value) -> {
            if (key.startsWith(OPTION)) {
                options.put(key.substring(OPTION.length()), value);
            }
        });
        return options;
    }

    /**
     * All lines, for people and tools.
     *
     * @return values by key, in order.
     */
    public Map<String, String> lines() {
        return new LinkedHashMap<>(lines);
    }

    /**
     * Why a run of another description cannot go on with what this one began.
     *
     * @param now what is about to run.
     * @return a sentence for each difference; empty if there is none.
     */
    List<String> differences(final EpochDescription now) {
        final List<String> found = new ArrayList<>();
        for (final Map.Entry<String, String> line : lines.entrySet()) {
            final String value = now.lines.get(line.getKey());
            if (value == null) {
                found.add(named(line.getKey()) + " was '" + line.getValue() + "' and is not there now");
            } else if (!value.equals(line.getValue())) {
                found.add(difference(line.getKey(), line.getValue(), value));
            }
        }
        for (final Map.Entry<String, String> line : now.lines.entrySet()) {
            if (!lines.containsKey(line.getKey())) {
                found.add(named(line.getKey()) + " is '" + line.getValue() + "' and was not there before");
            }
        }
        return found;
    }

    private static String difference(final String key, final String before, final String now) {
        if (key.startsWith(CODE)) {
            return "the code of operator '" + key.substring(CODE.length()) + "' has changed";
        }
        return named(key) + " was '" + before + "' and is '" + now + "'";
    }

    private static String named(final String key) {
        final int slash = key.indexOf('/');
        final String rest = key.substring(slash + 1);
        if (key.startsWith(OPTION)) {
            return "option " + rest;
        }
        if (key.startsWith(FIELD)) {
            return "field " + rest.substring(rest.indexOf('/') + 1) + " of source "
                    + rest.substring(0, rest.indexOf('/'));
        }
        return slash < 0 ? key : key.substring(0, slash) + " " + rest;
    }

    /** Sources whose input cannot be read again. */
    List<String> unrepeatable() {
        final List<String> found = new ArrayList<>();
        lines.forEach((key, value) -> {
            if (key.startsWith(INPUT) && value.isEmpty()) {
                found.add(key.substring(INPUT.length()));
            }
        });
        return found;
    }
}
