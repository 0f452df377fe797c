package io.millrace.record;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A field before it has a place: what the layout's author said of it. */
final class FieldSpec {
    /** Yes-or-no properties of a field. */
    enum Trait {
        EVENT_TIME,
        OPTIONAL,
        TRUNCATE
    }

    final String name;
    final FieldKind kind;
    final int scale;
    final int textBytes;
    final List<String> constants;
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);

    FieldSpec(
            final String name,
            final FieldKind kind,
            final int scale,
            final int textBytes,
            final List<String> constants) {
        this.name = name;
        this.kind = kind;
        this.scale = scale;
        this.textBytes = textBytes;
        this.constants = List.copyOf(constants);
    }

    static FieldSpec plain(final String name, final FieldKind kind) {
        return new FieldSpec(name, kind, 0, 0, List.of());
    }

    static FieldSpec scaled(final String name, final FieldKind kind, final int scale) {
        return new FieldSpec(name, kind, scale, 0, List.of());
    }

    static FieldSpec text(final String name, final FieldKind kind, final int textBytes) {
        return new FieldSpec(name, kind, 0, textBytes, List.of());
    }

    static FieldSpec enumeration(final String name, final List<String> constants) {
        return new FieldSpec(name, FieldKind.ENUM, 0, 0, constants);
    }

    /** The same field under another name and scale. */
    FieldSpec copy(final String newName, final int newScale) {
        final FieldSpec copy = new FieldSpec(newName, kind, newScale, textBytes, constants);
        copy.traits.addAll(traits);
        return copy;
    }

    FieldSpec with(final Trait trait) {
        traits.add(trait);
        return this;
    }

    FieldSpec without(final Trait trait) {
        traits.remove(trait);
        return this;
    }

    boolean has(final Trait trait) {
        return traits.contains(trait);
    }

    int sizeBytes() {
        if (kind.isText()) {
            return textPrefixBytes() + textBytes;
        }
        if (kind == FieldKind.ENUM) {
            return constants.size() <= 256 ? 1 : 2;
        }
        return kind.fixedBytes();
    }

    int alignment() {
        return kind.isText() ? textPrefixBytes() : Math.min(8, sizeBytes());
    }

    int textPrefixBytes() {
        return textBytes <= 255 ? 1 : 2;
    }
}
