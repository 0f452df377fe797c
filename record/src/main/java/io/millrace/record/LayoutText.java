package io.millrace.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Layouts as text: the description, its fingerprint, and the differences between two. */
final class LayoutText {
    static final String MAGIC = "millrace-layout";
    static final int VERSION = 1;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private LayoutText() {}

    static String describe(final Layout layout) {
        final StringBuilder out = new StringBuilder();
        out.append(MAGIC).append(' ').append(VERSION).append('\n');
        appendHead(layout, out);
        for (final Field field : layout.fields()) {
            field.appendCanonical(out);
            out.append(field.overflow() == Overflow.TRUNCATE ? " truncate\n" : "\n");
        }
        out.append("fingerprint ").append(hex(layout.fingerprint())).append('\n');
        return out.toString();
    }

    static Layout parse(final String description) {
        return new LayoutParser(description).parse();
    }

    /** FNV-1a over the canonical description, then mixed so that all bits depend on all characters. */
    static long fingerprint(final Layout layout) {
        final StringBuilder canonical = new StringBuilder();
        appendHead(layout, canonical);
        for (final Field field : layout.fields()) {
            field.appendCanonical(canonical);
            canonical.append('\n');
        }
        long hash = FNV_OFFSET;
        for (final byte b : canonical.toString().getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        return ContentHash.mix(hash);
    }

    static List<String> differences(final Layout one, final Layout other) {
        final List<String> found = new ArrayList<>();
        if (one.fingerprint() == other.fingerprint()) {
            return found;
        }
        if (!one.name().equals(other.name())) {
            found.add("record is named " + one.name() + ", not " + other.name());
        }
        for (final Field field : one.fields()) {
            if (!other.hasField(field.name())) {
                found.add("field " + field.name() + " is added");
            } else if (!field.sameBytesAs(other.field(field.name()))) {
                found.add(change(field, other.field(field.name())));
            } else if (field.index() != other.field(field.name()).index()) {
                found.add("field " + field.name() + " has another place in the order");
            }
        }
        for (final Field field : other.fields()) {
            if (!one.hasField(field.name())) {
                found.add("field " + field.name() + " is missing");
            }
        }
        if (one.sizeBytes() != other.sizeBytes()) {
            found.add("size is " + one.sizeBytes() + " bytes, not " + other.sizeBytes());
        }
        return found;
    }

    private static String change(final Field field, final Field before) {
        final int prefix = ("field " + field.name() + " ").length();
        return "field " + field.name() + " is " + field.toString().substring(prefix) + ", not "
                + before.toString().substring(prefix);
    }

    private static void appendHead(final Layout layout, final StringBuilder out) {
        out.append("record ").append(layout.name()).append(" size ").append(layout.sizeBytes());
        if (layout.presenceOffset() >= 0) {
            out.append(" presence ").append(layout.presenceOffset());
        }
        out.append('\n');
    }

    static String hex(final long value) {
        return String.format("%016x", value);
    }
}
