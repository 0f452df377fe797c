package io.millrace.engine.stage;

import io.millrace.engine.sink.SymbolText;
import io.millrace.engine.slot.SlotLayout;
import io.millrace.state.Arena;
import io.millrace.state.SymbolDictionary;

/** The symbols that a stage has seen, kept in its arena. */
final class Symbols implements SymbolText {
    private final SymbolDictionary dictionary;

    Symbols(final Arena arena) {
        dictionary = new SymbolDictionary(arena, "engine/symbols", SlotLayout.MAX_SYMBOL_BYTES);
    }

    void onSymbol(final long id, final String text) {
        if (dictionary.idOf(text) != id) {
            throw new IllegalStateException(
                    "symbol " + text + " came with id " + id + ", but is known as " + dictionary.find(text));
        }
    }

    @Override
    public CharSequence textOf(final int id) {
        return dictionary.text(id);
    }

    int size() {
        return dictionary.size();
    }
}
