package io.millrace.record;

/** Writes a record for people to read: {@code Trade{timeNs=17, price=101.25, symbol=#3}}. */
final class RecordPrinter implements FieldVisitor {
    private final StringBuilder out;

    RecordPrinter(final StringBuilder out) {
        this.out = out;
    }

    @Override
    public void onLong(final Field field, final long value) {
        name(field).append(value);
    }

    @Override
    public void onDouble(final Field field, final double value) {
        if (field.kind() == FieldKind.FLOAT32) {
            name(field).append((float) value);
        } else {
            name(field).append(value);
        }
    }

    @Override
    public void onBoolean(final Field field, final boolean value) {
        name(field).append(value);
    }

    @Override
    public void onChar(final Field field, final char value) {
        name(field).append('\'').append(value).append('\'');
    }

    @Override
    public void onText(final Field field, final CharSequence value) {
        name(field).append('"').append(value).append('"');
    }

    @Override
    public void onDecimal(final Field field, final long unscaled) {
        Decimals.append(unscaled, field.scale(), name(field));
    }

    @Override
    public void onSymbol(final Field field, final int id) {
        name(field).append('#').append(id);
    }

    @Override
    public void onInt128(final Field field, final Int128 value) {
        Decimals.append(value, field.scale(), name(field));
    }

    @Override
    public void onEnum(final Field field, final int ordinal) {
        if (ordinal < field.constants().size()) {
            name(field).append(field.constants().get(ordinal));
        } else {
            name(field).append("no constant ").append(ordinal);
        }
    }

    @Override
    public void onAbsent(final Field field) {
        name(field).append("absent");
    }

    private StringBuilder name(final Field field) {
        return out.append(field.index() == 0 ? "" : ", ").append(field.name()).append('=');
    }
}
