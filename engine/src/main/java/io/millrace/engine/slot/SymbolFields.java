package io.millrace.engine.slot;

import io.millrace.record.Field;
import io.millrace.record.FieldKind;
import io.millrace.record.RecordType;
import org.agrona.DirectBuffer;

/**
 * Checks that the symbols of events are known before the events are published: further on an id without a text would
 * fail far from the code that made it, or never.
 *
 * <p>An event costs a comparison for each field that holds a symbol, and none where there is no such field. 0 is always
 * taken: it is what a field has that was not written. <b>Used by one thread.</b>
 */
final class SymbolFields {
    private final RecordType<?, ?> type;
    private final Field[] fields;
    private final int[] offsets;
    private final SymbolIndex symbols;
    private final String source;
    private int known;

    SymbolFields(final String source, final RecordType<?, ?> type, final SymbolIndex symbols) {
        this.source = source;
        this.type = type;
        this.symbols = symbols;
        fields = type.layout().fields().stream()
                .filter(field -> field.kind() == FieldKind.SYMBOL)
                .toArray(Field[]::new);
        offsets = new int[fields.length];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = fields[i].offset();
        }
    }

    boolean isEmpty() {
        return offsets.length == 0;
    }

    /** Whether an event has a symbol that is not among those this publisher has seen; then {@link #mistake} decides. */
    boolean isDoubtful(final DirectBuffer buffer, final int record) {
        for (final int offset : offsets) {
            if (isUnknown(buffer.getInt(record + offset))) {
                return true;
            }
        }
        return false;
    }

    private boolean isUnknown(final int id) {
        return Integer.compareUnsigned(id, known) >= 0 && id != 0;
    }

    /**
     * Looks at the symbols of the run.
     *
     * @param sequence sequence of the event.
     * @return what is wrong with the event, or {@code null}.
     */
    String mistake(final DirectBuffer buffer, final int record, final long sequence) {
        known = symbols.countBefore(known, sequence);
        for (final Field field : fields) {
            final int id = buffer.getInt(record + field.offset());
            if (isUnknown(id)) {
                return "source '" + source + "': field " + field.name() + " of " + type.name() + " has symbol id " + id
                        + ", which no symbol has: "
                        + (known == 0 ? "none is known yet" : "known are 0 to " + (known - 1))
                        + "; take ids from publisher.idOf(text)";
            }
        }
        return null;
    }
}
