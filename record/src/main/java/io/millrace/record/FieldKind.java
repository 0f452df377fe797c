package io.millrace.record;

/**
 * The kinds of fields. All numbers are little-endian, and aligned to their size (128-bit numbers to 8 bytes).
 *
 * <p>Texts are a length (one byte up to a length of 255, else two) followed by the bytes, unused ones zero.
 */
public enum FieldKind {
    /** A {@code long}. */
    INT64("int64", 8),

    /** An {@code int}. */
    INT32("int32", 4),

    /** A {@code short}. */
    INT16("int16", 2),

    /** A {@code byte}. */
    INT8("int8", 1),

    /** A {@code char}: one UTF-16 code unit. */
    CHAR("char", 2),

    /** A {@code boolean}: one byte, 0 or 1. */
    BOOLEAN("boolean", 1),

    /** A {@code double}. */
    FLOAT64("float64", 8),

    /** A {@code float}. */
    FLOAT32("float32", 4),

    /** A Java enum: the constant's ordinal in one byte, or in two when there are more than 256. */
    ENUM("enum", 0),

    /** Text of characters 0 to 127. */
    ASCII("ascii", 0),

    /** Text in UTF-8. */
    UTF8("utf8", 0),

    /** A decimal number on a {@code long}, with a scale. */
    DECIMAL("decimal", 8),

    /** The id of a text in a dictionary: an {@code int}. */
    SYMBOL("symbol", 4),

    /** A signed 128-bit number, low word first; may have a scale. */
    INT128("int128", 16);

    private final String word;
    private final int fixedBytes;

    FieldKind(final String word, final int fixedBytes) {
        this.word = word;
        this.fixedBytes = fixedBytes;
    }

    /**
     * The word for this kind in descriptions and errors.
     *
     * @return a lower-case word.
     */
    public String word() {
        return word;
    }

    /**
     * Whether this is a text.
     *
     * @return true for {@link #ASCII} and {@link #UTF8}.
     */
    public boolean isText() {
        return this == ASCII || this == UTF8;
    }

    /**
     * Whether fields of this kind have a decimal scale.
     *
     * @return true for {@link #DECIMAL} and {@link #INT128}.
     */
    public boolean isScaled() {
        return this == DECIMAL || this == INT128;
    }

    /** Size in bytes where the kind alone decides it, else 0. */
    int fixedBytes() {
        return fixedBytes;
    }

    /** The kind of a word, or null. */
    static FieldKind ofWord(final String word) {
        for (final FieldKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        return null;
    }
}
