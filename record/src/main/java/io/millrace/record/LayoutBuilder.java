package io.millrace.record;

import io.millrace.record.FieldSpec.Trait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects the fields of a {@link Layout}, in the order in which they are to be listed. Each method adds a field, or
 * says more about the field added last. <b>Not thread-safe.</b>
 *
 * <p>All mistakes are {@link IllegalArgumentException}s that name the record and the field.
 */
public final class LayoutBuilder {
    private static final int[] ALIGNMENTS = {8, 4, 2, 1};

    private final String name;
    private final List<FieldSpec> specs = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    LayoutBuilder(final String name) {
        this.name = checkIdentifier("record", name);
    }

    /**
     * Adds a {@code long}.
     *
     * @param fieldName the field's name.
     * @return this.
     */
    public LayoutBuilder int64(final String fieldName) {
        return add(FieldSpec.plain(fieldName, FieldKind.INT64));
    }

    /**
     * Adds an {@code int}.
     *
     * @param fieldName the field's name.
     * @return this.
     */
    public LayoutBuilder int32(final String fieldName) {
        return add(FieldSpec.plain(fieldName, FieldKind.INT32));
    }

    /**
     * Adds a {@code short}.
     *
     * @param fieldName the field's name.
     * @return this.
     */
    public LayoutBuilder int16(final String fieldName) {
        return add(FieldSpec.plain(fieldName, FieldKind.INT16));
    }

    /**
     * Adds a {@code byte}.
     *
     * @param fieldName the field's name.
     * @return this.
     */
    public LayoutBuilder int8(final String fieldName) {
        return add(FieldSpec.plain(fieldName, FieldKind.INT8));
    }

    /**
     * Adds a {@code char}.
     *
     * @param fieldName the field's name.
     * @return this.
     */
    public LayoutBuilder character(final String fieldName) {
        return add(FieldSpec.plain(fieldName, FieldKind.CHAR));
    }

    /**
     * Adds a {@code boolean}.
     *
     * @param fieldName the field's name.
     * @return this.
     */
    public LayoutBuilder bool(final String fieldName) {
        return add(FieldSpec.plain(fieldName, FieldKind.BOOLEAN));
    }

    /**
     * Adds a {@code double}.
     *
     * @param fieldName the field's name.
     * @return this.
     */
    public LayoutBuilder float64(final String fieldName) {
        return add(FieldSpec.plain(fieldName, FieldKind.FLOAT64));
    }

    /**
     * Adds a {@code float}.
     *
     * @param fieldName the field's name.
     * @return this.
     */
    public LayoutBuilder float32(final String fieldName) {
        return add(FieldSpec.plain(fieldName, FieldKind.FLOAT32));
    }

    /**
     * Adds an enum by its constants.
     *
     * @param fieldName the field's name.
     * @param constants the constants' names, by ordinal.
     * @return this.
     */
    public LayoutBuilder enumeration(final String fieldName, final List<String> constants) {
        require(!constants.isEmpty() && constants.size() <= 65536, fieldName, "needs 1 to 65536 constants");
        require(new HashSet<>(constants).size() == constants.size(), fieldName, "has a constant twice");
        constants.forEach(constant -> checkIdentifier("constant", constant));
        return add(FieldSpec.enumeration(fieldName, constants));
    }

    /**
     * Adds an enum by its class.
     *
     * @param fieldName the field's name.
     * @param enumClass the enum.
     * @return this.
     */
    public LayoutBuilder enumeration(final String fieldName, final Class<? extends Enum<?>> enumClass) {
        return enumeration(
                fieldName,
                Arrays.stream(enumClass.getEnumConstants()).map(Enum::name).toList());
    }

    /**
     * Adds a text of characters 0 to 127.
     *
     * @param fieldName the field's name.
     * @param textBytes the longest text, 1 to {@link Layout#MAX_TEXT_BYTES}.
     * @return this.
     */
    public LayoutBuilder ascii(final String fieldName, final int textBytes) {
        checkTextBytes(fieldName, textBytes);
        return add(FieldSpec.text(fieldName, FieldKind.ASCII, textBytes));
    }

    /**
     * Adds a text in UTF-8.
     *
     * @param fieldName the field's name.
     * @param textBytes the longest text in bytes of its encoding, 1 to {@link Layout#MAX_TEXT_BYTES}.
     * @return this.
     */
    public LayoutBuilder utf8(final String fieldName, final int textBytes) {
        checkTextBytes(fieldName, textBytes);
        return add(FieldSpec.text(fieldName, FieldKind.UTF8, textBytes));
    }

    /**
     * Adds a decimal number on a {@code long}.
     *
     * @param fieldName the field's name.
     * @param scale digits after the decimal point, 0 to {@link Decimals#MAX_SCALE}.
     * @return this.
     */
    public LayoutBuilder decimal(final String fieldName, final int scale) {
        checkScale(fieldName, scale);
        return add(FieldSpec.scaled(fieldName, FieldKind.DECIMAL, scale));
    }

    /**
     * Adds the id of a text in a dictionary.
     *
     * @param fieldName the field's name.
     * @return this.
     */
    public LayoutBuilder symbol(final String fieldName) {
        return add(FieldSpec.plain(fieldName, FieldKind.SYMBOL));
    }

    /**
     * Adds a signed 128-bit whole number.
     *
     * @param fieldName the field's name.
     * @return this.
     */
    public LayoutBuilder int128(final String fieldName) {
        return int128(fieldName, 0);
    }

    /**
     * Adds a signed 128-bit decimal number.
     *
     * @param fieldName the field's name.
     * @param scale digits after the decimal point, 0 to {@link Decimals#MAX_SCALE}.
     * @return this.
     */
    public LayoutBuilder int128(final String fieldName, final int scale) {
        checkScale(fieldName, scale);
        return add(FieldSpec.scaled(fieldName, FieldKind.INT128, scale));
    }

    /**
     * Adds a field like one of another layout. It is not the event time unless {@link #eventTime()} says so.
     *
     * @param fieldName the field's name here.
     * @param model the field to copy kind, scale, length, constants and presence from.
     * @return this.
     */
    public LayoutBuilder like(final String fieldName, final Field model) {
        return add(model.spec().copy(fieldName, model.scale()).without(Trait.EVENT_TIME));
    }

    /**
     * Makes the field added last, an {@code int64}, the record's event time.
     *
     * @return this.
     */
    public LayoutBuilder eventTime() {
        final FieldSpec last = last();
        require(last.kind == FieldKind.INT64, last.name, "cannot be the event time: it is " + last.kind.word());
        for (final FieldSpec spec : specs) {
            require(!spec.has(Trait.EVENT_TIME), last.name, "cannot be the event time: " + spec.name + " is");
        }
        last.with(Trait.EVENT_TIME);
        return this;
    }

    /**
     * Lets the field added last be absent.
     *
     * @return this.
     */
    public LayoutBuilder optional() {
        last().with(Trait.OPTIONAL);
        return this;
    }

    /**
     * Makes the field added last, a text, cut what is too long instead of rejecting it.
     *
     * @return this.
     */
    public LayoutBuilder truncate() {
        final FieldSpec last = last();
        require(last.kind.isText(), last.name, "is no text and cannot be truncated");
        last.with(Trait.TRUNCATE);
        return this;
    }

    /**
     * The size that the record would have.
     *
     * @return the size in bytes, a multiple of 8; not limited.
     */
    public int sizeBytes() {
        return roundUp(place(new int[specs.size()]) + presenceBytes(), 8);
    }

    /**
     * Places the fields.
     *
     * @return the layout.
     */
    public Layout build() {
        if (specs.isEmpty()) {
            throw new IllegalArgumentException("record " + name + " has no fields");
        }
        final int[] offsets = new int[specs.size()];
        final int end = place(offsets);
        final int presenceBytes = presenceBytes();
        final int sizeBytes = roundUp(end + presenceBytes, 8);
        if (sizeBytes > Layout.MAX_SIZE_BYTES) {
            throw new IllegalArgumentException(
                    "record " + name + " is too large: " + sizeBytes + " bytes, at most " + Layout.MAX_SIZE_BYTES);
        }
        return new Layout(name, placed(offsets), presenceBytes == 0 ? -1 : end, sizeBytes);
    }

    /** Fills in the offsets, and returns where the last field ends. */
    private int place(final int[] offsets) {
        int end = 0;
        for (final int alignment : ALIGNMENTS) {
            for (int i = 0; i < offsets.length; i++) {
                final FieldSpec spec = specs.get(i);
                if (spec.alignment() == alignment) {
                    offsets[i] = roundUp(end, alignment);
                    end = offsets[i] + spec.sizeBytes();
                }
            }
        }
        return end;
    }

    private int presenceBytes() {
        int optionals = 0;
        for (final FieldSpec spec : specs) {
            optionals += spec.has(Trait.OPTIONAL) ? 1 : 0;
        }
        return (optionals + 7) / 8;
    }

    private List<Field> placed(final int[] offsets) {
        final List<Field> fields = new ArrayList<>();
        int nextBit = 0;
        for (int i = 0; i < offsets.length; i++) {
            final FieldSpec spec = specs.get(i);
            if (spec.has(Trait.OPTIONAL) && spec.has(Trait.EVENT_TIME)) {
                throw mistake(spec.name, "is the event time and cannot be optional");
            }
            final FieldSpec fixed = spec.copy(spec.name, spec.scale);
            fields.add(new Field(fixed, i, offsets[i], spec.has(Trait.OPTIONAL) ? nextBit++ : -1));
        }
        return fields;
    }

    private LayoutBuilder add(final FieldSpec spec) {
        checkIdentifier("field", spec.name);
        require(names.add(spec.name), spec.name, "is there twice");
        specs.add(spec);
        return this;
    }

    private FieldSpec last() {
        if (specs.isEmpty()) {
            throw new IllegalArgumentException("record " + name + " has no field yet to say more about");
        }
        return specs.get(specs.size() - 1);
    }

    private void checkTextBytes(final String fieldName, final int textBytes) {
        require(
                textBytes >= 1 && textBytes <= Layout.MAX_TEXT_BYTES,
                fieldName,
                "has a text length of " + textBytes + ", not 1 to " + Layout.MAX_TEXT_BYTES);
    }

    private void require(final boolean right, final String fieldName, final String mistake) {
        if (!right) {
            throw mistake(fieldName, mistake);
        }
    }

    private IllegalArgumentException mistake(final String fieldName, final String mistake) {
        return new IllegalArgumentException("field " + fieldName + " of record " + name + " " + mistake);
    }

    static void checkScale(final String fieldName, final int scale) {
        if (scale < 0 || scale > Decimals.MAX_SCALE) {
            throw new IllegalArgumentException(
                    "field " + fieldName + " has a scale of " + scale + ", not 0 to " + Decimals.MAX_SCALE);
        }
    }

    static String checkIdentifier(final String what, final String text) {
        boolean legal = text != null && !text.isEmpty() && Character.isJavaIdentifierStart(text.charAt(0));
        for (int i = 1; legal && i < text.length(); i++) {
            legal = Character.isJavaIdentifierPart(text.charAt(i)) && !Character.isIdentifierIgnorable(text.charAt(i));
        }
        if (!legal) {
            throw new IllegalArgumentException("the " + what + " name \"" + text + "\" is not a Java identifier");
        }
        return text;
    }

    static int roundUp(final int value, final int alignment) {
        return (value + alignment - 1) / alignment * alignment;
    }
}
