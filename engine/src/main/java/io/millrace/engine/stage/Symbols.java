package io.millrace.engine.stage;

import io.millrace.engine.sink.SymbolText;
import java.util.ArrayList;
import java.util.List;

/** The symbols that a stage has seen, by id. */
final class Symbols implements SymbolText {
    private final List<String> texts = new ArrayList<>();

    void onSymbol(final long id, final String text) {
        if (id != texts.size()) {
            throw new IllegalStateException("symbol " + text + " came with id " + id + ", expected " + texts.size());
        }
        texts.add(text);
    }

    @Override
    public CharSequence textOf(final int id) {
        if (id < 0 || id >= texts.size()) {
            throw new IllegalArgumentException("no symbol has id " + id + "; there are " + texts.size());
        }
        return texts.get(id);
    }

    int size() {
        return texts.size();
    }
}
