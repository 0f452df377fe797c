package io.millrace.record;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Layouts by chance, the same ones for the same seed. */
final class RandomLayouts {
    private final SplittableRandom random;

    RandomLayouts(final long seed) {
        this.random = new SplittableRandom(seed);
    }

    Layout next() {
        final LayoutBuilder builder = Layout.builder("R" + random.nextInt(100));
        final int count = 1 + random.nextInt(24);
        boolean hasEventTime = false;
        for (int i = 0; i < count; i++) {
            final FieldKind kind = FieldKind.values()[random.nextInt(FieldKind.values().length)];
            add(builder, "f" + i, kind);
            if (kind == FieldKind.INT64 && !hasEventTime && random.nextInt(2) == 0) {
                builder.eventTime();
                hasEventTime = true;
            } else if (random.nextInt(3) == 0) {
                builder.optional();
            }
            if (kind.isText() && random.nextBoolean()) {
                builder.truncate();
            }
        }
        return builder.build();
    }

    private void add(final LayoutBuilder builder, final String name, final FieldKind kind) {
        switch (kind) {
            case INT64 -> builder.int64(name);
            case INT32 -> builder.int32(name);
            case INT16 -> builder.int16(name);
            case INT8 -> builder.int8(name);
            case CHAR -> builder.character(name);
            case BOOLEAN -> builder.bool(name);
            case FLOAT64 -> builder.float64(name);
            case FLOAT32 -> builder.float32(name);
            case ENUM -> builder.enumeration(name, constants());
            case ASCII -> builder.ascii(name, textBytes());
            case UTF8 -> builder.utf8(name, textBytes());
            case DECIMAL -> builder.decimal(name, random.nextInt(19));
            case SYMBOL -> builder.symbol(name);
            case INT128 -> builder.int128(name, random.nextInt(19));
            default -> throw new IllegalStateException("no kind " + kind);
        }
    }

    private int textBytes() {
        return random.nextInt(20) == 0 ? 256 + random.nextInt(20) : 1 + random.nextInt(20);
    }

    private List<String> constants() {
        final int count = random.nextInt(10) == 0 ? 300 : 1 + random.nextInt(5);
        final List<String> constants = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            constants.add("C" + i);
        }
        return constants;
    }
}
