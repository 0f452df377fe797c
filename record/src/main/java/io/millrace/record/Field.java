package io.millrace.record;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;

/** One field of a {@link Layout}: its name, its kind, and where it lies. Immutable and thread-safe. */
public final class Field implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient FieldSpec spec;
    private final transient int index;
    private final transient int offset;
    private final transient int presenceBit;

    Field(final FieldSpec spec, final int index, final int offset, final int presenceBit) {
        this.spec = spec;
        this.index = index;
        this.offset = offset;
        this.presenceBit = presenceBit;
    }

    /**
     * The field's name, which is the getter's.
     *
     * @return a Java identifier.
     */
    public String name() {
        return spec.name;
    }

    /**
     * The kind of value.
     *
     * @return the kind.
     */
    public FieldKind kind() {
        return spec.kind;
    }

    /**
     * The field's place in {@link Layout#fields()}.
     *
     * @return 0 for the first field declared.
     */
    public int index() {
        return index;
    }

    /**
     * Where the field's first byte lies in the record.
     *
     * @return the offset in bytes.
     */
    public int offset() {
        return offset;
    }

    /**
     * Size of the field; of a text, with its length.
     *
     * @return the size in bytes.
     */
    public int sizeBytes() {
        return spec.sizeBytes();
    }

    /**
     * Digits after the decimal point.
     *
     * @return 0 to {@link Decimals#MAX_SCALE}; 0 for kinds without a scale.
     */
    public int scale() {
        return spec.scale;
    }

    /**
     * The longest text.
     *
     * @return bytes; 0 for kinds other than text.
     */
    public int textBytes() {
        return spec.textBytes;
    }

    /**
     * What happens when a longer text is written. Not part of the fingerprint.
     *
     * @return the choice.
     */
    public Overflow overflow() {
        return spec.has(FieldSpec.Trait.TRUNCATE) ? Overflow.TRUNCATE : Overflow.REJECT;
    }

    /**
     * Names of an enum's constants, by ordinal.
     *
     * @return an immutable list; empty for kinds other than enums.
     */
    public List<String> constants() {
        return spec.constants;
    }

    /**
     * Which bit of the record's presence bytes says that this field is there: bit {@code n % 8} of byte {@code n / 8}.
     *
     * @return the bit's number, or -1 if the field is not optional.
     */
    public int presenceBit() {
        return presenceBit;
    }

    /**
     * Whether the field may be absent.
     *
     * @return true for an optional field.
     */
    public boolean isOptional() {
        return presenceBit >= 0;
    }

    /**
     * Whether this is the record's event time.
     *
     * @return true for the event time.
     */
    public boolean isEventTime() {
        return spec.has(FieldSpec.Trait.EVENT_TIME);
    }

    FieldSpec spec() {
        return spec;
    }

    /** What the bytes mean, in the canonical words that descriptions and fingerprints are made of. */
    void appendCanonical(final StringBuilder out) {
        out.append("field ").append(name()).append(' ').append(kind().word());
        out.append(" offset ").append(offset).append(" size ").append(sizeBytes());
        if (kind().isScaled()) {
            out.append(" scale ").append(scale());
        }
        if (kind().isText()) {
            out.append(" length ").append(textBytes());
        }
        if (kind() == FieldKind.ENUM) {
            out.append(" constants ").append(String.join(",", constants()));
        }
        if (isOptional()) {
            out.append(" presence ").append(presenceBit);
        }
        if (isEventTime()) {
            out.append(" event-time");
        }
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Field && sameAs((Field) other);
    }

    private boolean sameAs(final Field other) {
        return index == other.index && overflow() == other.overflow() && sameBytesAs(other);
    }

    /** Whether both say the same of the bytes, so that they count as one field for the fingerprint. */
    boolean sameBytesAs(final Field other) {
        return offset == other.offset
                && presenceBit == other.presenceBit
                && kind() == other.kind()
                && scale() == other.scale()
                && textBytes() == other.textBytes()
                && isEventTime() == other.isEventTime()
                && name().equals(other.name())
                && constants().equals(other.constants());
    }

    @Override
    public int hashCode() {
        return name().hashCode() * 31 + offset;
    }

    /** The field as it stands in a description. */
    @Override
    public String toString() {
        final StringBuilder out = new StringBuilder();
        appendCanonical(out);
        return out.toString();
    }

    @Serial
    private Object writeReplace() {
        return new SerialForms.OfField(toString() + (overflow() == Overflow.TRUNCATE ? " truncate" : ""), index);
    }
}
