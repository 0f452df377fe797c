package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** A number of the window's key, which is a record. Needs no accumulator. */
final class KeyColumn<T, K> extends Column<T> {
    private static final long serialVersionUID = 1L;

    private final Class<K> keyClass;
    private final LongValue<? super K> value;

    KeyColumn(final String field, final Class<K> keyClass, final LongValue<? super K> value) {
        super(ResultField.of(field, ResultField.Kind.WHOLE));
        this.keyClass = keyClass;
        this.value = value;
    }

    @Override
    void declareFields(final LayoutBuilder accumulator) {
        // The window knows.
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        // Events do not change the key.
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        // Both are of the same key.
    }

    @Override
    boolean isDeductible() {
        return true;
    }

    @Override
    void deduct(final Flyweight accumulator, final Flyweight other) {
        // There is nothing to take out.
    }

    @Override
    void finish(final Window window, final Flyweight accumulator, final Flyweight output) {
        if (!keyClass.isInstance(window.keyRecord())) {
            throw new IllegalStateException(
                    "field " + name() + ": the windows are not keyed by records of " + keyClass.getName());
        }
        result().putLong(output, value.of(keyClass.cast(window.keyRecord())));
    }
}
