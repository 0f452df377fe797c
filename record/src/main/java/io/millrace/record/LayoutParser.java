package io.millrace.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Reads what {@link LayoutText#describe} wrote. Offsets are taken as they stand, so that older rules can be read too.
 */
final class LayoutParser {
    private final String description;
    private final List<Field> fields = new ArrayList<>();
    private String name;
    private int sizeBytes;
    private int presenceOffset = -1;
    private int lineNumber;

    LayoutParser(final String description) {
        this.description = description;
    }

    /** Reads the line of one field. */
    static Field parseField(final String line, final int index) {
        final LayoutParser parser = new LayoutParser(line);
        for (int i = 0; i < index; i++) {
            parser.fields.add(null);
        }
        parser.parseField(Arrays.asList(line.split(" ")).iterator());
        return parser.fields.get(index);
    }

    Layout parse() {
        final String[] lines = description.split("\n", -1);
        parseHeader(lines[0]);
        if (lines.length < 5 || !lines[lines.length - 1].isEmpty()) {
            throw malformed("it is cut short");
        }
        parseRecord(words(lines, 1));
        for (int i = 2; i < lines.length - 2; i++) {
            parseField(words(lines, i));
        }
        final Layout layout = placed();
        final Iterator<String> last = words(lines, lines.length - 2);
        expect(last, "fingerprint");
        final String stated = next(last);
        if (!stated.equals(LayoutText.hex(layout.fingerprint()))) {
            throw malformed("its fields do not have the fingerprint " + stated);
        }
        return layout;
    }

    private void parseHeader(final String line) {
        lineNumber = 1;
        if (!line.startsWith(LayoutText.MAGIC + " ")) {
            throw malformed("it does not start with " + LayoutText.MAGIC);
        }
        final int version = number(line.substring(LayoutText.MAGIC.length() + 1));
        if (version > LayoutText.VERSION) {
            throw new LayoutVersionException("the layout was described by a later version: format " + version
                    + ", this one reads up to " + LayoutText.VERSION);
        }
        if (version < 1) {
            throw malformed("there is no format " + version);
        }
    }

    private void parseRecord(final Iterator<String> words) {
        expect(words, "record");
        name = identifier(next(words));
        expect(words, "size");
        sizeBytes = number(next(words));
        if (sizeBytes <= 0 || sizeBytes % 8 != 0 || sizeBytes > Layout.MAX_SIZE_BYTES) {
            throw malformed("a size of " + sizeBytes + " is not possible");
        }
        if (words.hasNext()) {
            expect(words, "presence");
            presenceOffset = inRange(number(next(words)), 0, Layout.MAX_SIZE_BYTES);
        }
    }

    private void parseField(final Iterator<String> words) {
        expect(words, "field");
        final String fieldName = identifier(next(words));
        final String word = next(words);
        final FieldKind kind = FieldKind.ofWord(word);
        if (kind == null) {
            throw malformed("there is no kind " + word);
        }
        expect(words, "offset");
        final int offset = inRange(number(next(words)), 0, Layout.MAX_SIZE_BYTES);
        expect(words, "size");
        final int size = number(next(words));
        final FieldSpec spec = parseSpec(fieldName, kind, words);
        int presenceBit = -1;
        while (words.hasNext()) {
            final String property = next(words);
            switch (property) {
                case "presence" -> presenceBit = inRange(number(next(words)), 0, Layout.MAX_SIZE_BYTES);
                case "event-time" -> spec.with(FieldSpec.Trait.EVENT_TIME);
                case "truncate" -> spec.with(FieldSpec.Trait.TRUNCATE);
                default -> throw malformed("there is no property " + property);
            }
        }
        if (presenceBit >= 0) {
            spec.with(FieldSpec.Trait.OPTIONAL);
        }
        if (size != spec.sizeBytes() || offset % spec.alignment() != 0) {
            throw malformed("field " + fieldName + " cannot lie at " + offset + " with " + size + " bytes");
        }
        fields.add(new Field(spec, fields.size(), offset, presenceBit));
    }

    private FieldSpec parseSpec(final String fieldName, final FieldKind kind, final Iterator<String> words) {
        if (kind.isScaled()) {
            expect(words, "scale");
            return FieldSpec.scaled(fieldName, kind, inRange(number(next(words)), 0, Decimals.MAX_SCALE));
        }
        if (kind.isText()) {
            expect(words, "length");
            return FieldSpec.text(fieldName, kind, inRange(number(next(words)), 1, Layout.MAX_TEXT_BYTES));
        }
        if (kind == FieldKind.ENUM) {
            expect(words, "constants");
            return FieldSpec.enumeration(fieldName, Arrays.asList(next(words).split(",")));
        }
        return FieldSpec.plain(fieldName, kind);
    }

    /** Checks that every byte belongs to one field only, and every presence bit too. */
    private Layout placed() {
        final boolean[] takenBytes = new boolean[sizeBytes];
        final boolean[] takenBits = new boolean[fields.size()];
        int optionals = 0;
        for (final Field field : fields) {
            take(takenBytes, field.offset(), field.sizeBytes());
            if (field.isOptional()) {
                take(takenBits, field.presenceBit(), 1);
                optionals++;
            }
        }
        if (presenceOffset >= 0 != optionals > 0) {
            throw malformed("presence bytes and optional fields do not agree");
        }
        if (optionals > 0) {
            take(takenBytes, presenceOffset, (optionals + 7) / 8);
        }
        if (fields.stream().map(Field::name).distinct().count() != fields.size()) {
            throw malformed("a field is there twice");
        }
        return new Layout(name, fields, presenceOffset, sizeBytes);
    }

    private void take(final boolean[] taken, final int from, final int length) {
        for (int i = from; i < from + length; i++) {
            if (i < 0 || i >= taken.length || taken[i]) {
                throw malformed("fields overlap or lie outside the record");
            }
            taken[i] = true;
        }
    }

    private Iterator<String> words(final String[] lines, final int index) {
        lineNumber = index + 1;
        return Arrays.asList(lines[index].split(" ")).iterator();
    }

    private void expect(final Iterator<String> words, final String expected) {
        final String word = next(words);
        if (!word.equals(expected)) {
            throw malformed("\"" + word + "\" stands where \"" + expected + "\" belongs");
        }
    }

    private String next(final Iterator<String> words) {
        if (!words.hasNext()) {
            throw malformed("the line is cut short");
        }
        return words.next();
    }

    private String identifier(final String word) {
        try {
            return LayoutBuilder.checkIdentifier("description's", word);
        } catch (final IllegalArgumentException e) {
            throw malformed(e.getMessage());
        }
    }

    private int inRange(final int value, final int least, final int most) {
        if (value < least || value > most) {
            throw malformed(value + " is not in " + least + " to " + most);
        }
        return value;
    }

    private int number(final String word) {
        try {
            return Integer.parseInt(word);
        } catch (final NumberFormatException e) {
            throw malformed("\"" + word + "\" is not a number");
        }
    }

    private LayoutFormatException malformed(final String what) {
        return new LayoutFormatException("not a layout's description, line " + lineNumber + ": " + what);
    }
}
