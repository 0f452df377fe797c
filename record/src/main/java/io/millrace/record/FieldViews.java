package io.millrace.record;

/** A flyweight's views of texts and 128-bit numbers for access by {@link Field}, made when first needed. */
final class FieldViews {
    private final Flyweight owner;
    private final TextField[] texts;
    private final Int128Field[] numbers;

    FieldViews(final Flyweight owner) {
        this.owner = owner;
        final int count = owner.type().layout().fields().size();
        this.texts = new TextField[count];
        this.numbers = new Int128Field[count];
    }

    /** The text as it is now. */
    TextField text(final Field field) {
        TextField text = texts[field.index()];
        if (text == null) {
            text = field.kind() == FieldKind.ASCII ? new AsciiField(owner, field) : new Utf8Field(owner, field);
            texts[field.index()] = text;
        }
        return text instanceof Utf8Field ? ((Utf8Field) text).decode() : text;
    }

    Int128Field number(final Field field) {
        Int128Field number = numbers[field.index()];
        if (number == null) {
            number = new Int128Field(owner, field);
            numbers[field.index()] = number;
        }
        return number;
    }
}
