package io.millrace.record;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each field of a record lies. Immutable and thread-safe.
 *
 * <p>Fields are placed by falling alignment (8, 4, 2, 1 bytes), those of one alignment in the order in which they were
 * declared; then come the presence bytes of optional fields, then zero bytes up to a multiple of 8:
 *
 * <pre>
 *   0                                                                    sizeBytes
 *   +---------------+---------------+---------------+--------------+----------+------+
 *   | 8-byte fields | 4-byte fields | 2-byte fields | 1-byte fields| presence | zero |
 *   | and int128    |               | long texts    | short texts  | bits     |      |
 *   +---------------+---------------+---------------+--------------+----------+------+
 * </pre>
 *
 * <p>A text's length stands before its bytes. Since a field's size is a multiple of its alignment, except for texts,
 * the only padding is an odd byte after a long text, and the zero bytes at the end; both are always zero.
 */
public final class Layout implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The largest record, in bytes: with a little around it, it fits a segment of state. */
    public static final int MAX_SIZE_BYTES = 4000;

    /** The longest text, in bytes. */
    public static final int MAX_TEXT_BYTES = 1024;

    private final transient String name;
    private final transient List<Field> fields;
    private final transient Map<String, Field> fieldByName;
    private final transient int presenceOffset;
    private final transient int sizeBytes;
    private final transient int eventTimeOffset;
    private final transient long fingerprint;

    /** Takes fields that are placed and checked. */
    Layout(final String name, final List<Field> fields, final int presenceOffset, final int sizeBytes) {
        this.name = name;
        this.fields = Collections.unmodifiableList(new ArrayList<>(fields));
        this.presenceOffset = presenceOffset;
        this.sizeBytes = sizeBytes;
        final Map<String, Field> byName = new LinkedHashMap<>();
        int timeOffset = -1;
        for (final Field field : fields) {
            byName.put(field.name(), field);
            timeOffset = field.isEventTime() ? field.offset() : timeOffset;
        }
        this.fieldByName = byName;
        this.eventTimeOffset = timeOffset;
        this.fingerprint = LayoutText.fingerprint(this);
    }

    /**
     * Starts a layout.
     *
     * @param name the record's name, a Java identifier.
     * @return a builder without fields.
     */
    public static LayoutBuilder builder(final String name) {
        return new LayoutBuilder(name);
    }

    /**
     * Reads a layout back from its description.
     *
     * @param description what {@link #describe()} returned, perhaps long ago.
     * @return a layout equal to the one described.
     * @throws LayoutVersionException if a later version of this library wrote it.
     * @throws LayoutFormatException if it is not a description, or was damaged.
     */
    public static Layout parse(final String description) {
        return LayoutText.parse(description);
    }

    /**
     * The record's name.
     *
     * @return the name.
     */
    public String name() {
        return name;
    }

    /**
     * The fields, in the order in which they were declared.
     *
     * @return an immutable list.
     */
    public List<Field> fields() {
        return fields;
    }

    /**
     * Finds a field.
     *
     * @param fieldName the field's name.
     * @return the field.
     * @throws IllegalArgumentException if there is none, naming those that there are.
     */
    public Field field(final String fieldName) {
        final Field field = fieldByName.get(fieldName);
        if (field == null) {
            throw new IllegalArgumentException("no field " + fieldName + " in record " + name + "; it has "
                    + String.join(", ", fieldByName.keySet()));
        }
        return field;
    }

    /**
     * Whether there is a field of this name.
     *
     * @param fieldName the name.
     * @return true if {@link #field} would find it.
     */
    public boolean hasField(final String fieldName) {
        return fieldByName.containsKey(fieldName);
    }

    /**
     * Size of the record.
     *
     * @return the size in bytes, a multiple of 8.
     */
    public int sizeBytes() {
        return sizeBytes;
    }

    /**
     * Offset of the event time.
     *
     * @return the offset in bytes, or -1 if there is none.
     */
    public int eventTimeOffset() {
        return eventTimeOffset;
    }

    /**
     * Offset of the bytes that say which optional fields are there.
     *
     * @return the offset in bytes, or -1 if no field is optional.
     */
    public int presenceOffset() {
        return presenceOffset;
    }

    /**
     * A number that is the same for layouts whose bytes mean the same, and all but surely differs for others. It covers
     * the record's name, and of each field name, kind, offset, size, scale, constants, presence bit and event time.
     *
     * @return 64 bits, the same on every machine and in every version.
     */
    public long fingerprint() {
        return fingerprint;
    }

    /**
     * Describes the layout in a few lines of text that can be stored, and read back by {@link #parse}.
     *
     * @return the description, ending with a line feed.
     */
    public String describe() {
        return LayoutText.describe(this);
    }

    /**
     * Names what differs between this layout and another, for error messages.
     *
     * @param other the layout to compare with.
     * @return one phrase per difference, seen from this layout; empty if the fingerprints are the same.
     */
    public List<String> differences(final Layout other) {
        return LayoutText.differences(this, other);
    }

    /**
     * The same layout with another scale for one of its decimals.
     *
     * @param fieldName the name of a decimal or 128-bit field.
     * @param scale digits after the decimal point, 0 to {@link Decimals#MAX_SCALE}.
     * @return a layout with the same offsets and another fingerprint.
     * @throws IllegalArgumentException if there is no such field, it has no scale, or the scale is out of range.
     */
    public Layout withScale(final String fieldName, final int scale) {
        final Field field = field(fieldName);
        if (!field.kind().isScaled()) {
            throw new IllegalArgumentException("field " + fieldName + " of record " + name + " is "
                    + field.kind().word() + " and has no scale");
        }
        LayoutBuilder.checkScale(fieldName, scale);
        final List<Field> changed = new ArrayList<>(fields);
        changed.set(
                field.index(),
                new Field(field.spec().copy(fieldName, scale), field.index(), field.offset(), field.presenceBit()));
        return new Layout(name, changed, presenceOffset, sizeBytes);
    }

    @Override
    public boolean equals(final Object other) {
        return this == other || other instanceof Layout && sameAs((Layout) other);
    }

    private boolean sameAs(final Layout other) {
        return name.equals(other.name)
                && sizeBytes == other.sizeBytes
                && presenceOffset == other.presenceOffset
                && fields.equals(other.fields);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(fingerprint);
    }

    @Serial
    private Object writeReplace() {
        return new SerialForms.OfLayout(describe());
    }

    /** The record's name, its fields' names and kinds, and its size. */
    @Override
    public String toString() {
        final StringBuilder out = new StringBuilder(name).append('(');
        for (final Field field : fields) {
            out.append(field.index() == 0 ? "" : ", ")
                    .append(field.name())
                    .append(' ')
                    .append(field.kind().word());
        }
        return out.append("; ").append(sizeBytes).append(" bytes)").toString();
    }
}
