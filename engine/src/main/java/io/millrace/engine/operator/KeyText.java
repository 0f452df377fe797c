package io.millrace.engine.operator;

import io.millrace.engine.function.LongKeyFunction;
import io.millrace.engine.sink.SymbolText;
import io.millrace.record.Field;
import io.millrace.record.FieldKind;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Keys that are numbers, in messages: those that are symbols by their text. Whether they are is found out when there is
 * a message: by a record of zeros in which a symbol has another number, of which the function takes the key.
 *
 * <p><b>Used on the stage's thread only.</b>
 */
public final class KeyText {
    private static final int PROBE = 0x5A17_3C21;

    private final LongKeyFunction<Object> function;
    private final RecordType<?, ?> eventType;
    private final SymbolText symbols;

    /**
     * Creates the texts of an operator's keys.
     *
     * @param function takes the key of an event; {@code null} where keys are records, or none.
     * @param eventType type of the events.
     * @param symbols the run's symbols.
     */
    public KeyText(final LongKeyFunction<Object> function, final RecordType<?, ?> eventType, final SymbolText symbols) {
        this.function = function;
        this.eventType = eventType;
        this.symbols = symbols;
    }

    /**
     * A key as people know it.
     *
     * @param key the key.
     * @return the symbol's text, or the number.
     */
    public String of(final long key) {
        try {
            return areSymbols() ? symbols.textOf(Math.toIntExact(key)).toString() : Long.toString(key);
        } catch (final RuntimeException e) {
            return Long.toString(key);
        }
    }

    private boolean areSymbols() {
        if (function == null) {
            return false;
        }
        final Flyweight event = eventType.newFlyweight();
        event.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(eventType.sizeBytes())), 0);
        for (final Field field : eventType.layout().fields()) {
            if (field.kind() == FieldKind.SYMBOL) {
                event.buffer().putInt(field.offset(), PROBE);
                if (function.keyOf(event) == PROBE) {
                    return true;
                }
                event.buffer().putInt(field.offset(), 0);
            }
        }
        return false;
    }
}
