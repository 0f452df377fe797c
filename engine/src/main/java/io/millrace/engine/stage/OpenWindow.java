package io.millrace.engine.stage;

import io.millrace.engine.operator.TimedOperator;
import io.millrace.engine.sink.SymbolText;
import io.millrace.windowing.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A window of a key that is open.
 *
 * @param startNs its start.
 * @param endNs its end.
 * @param firings how many results it had.
 * @param events how many events it has, or -1.
 * @param triggerState the first number that its trigger keeps, or -1.
 */
record OpenWindow(long startNs, long endNs, long firings, long events, long triggerState) {
    /** The windows of a key; empty if the operator cannot tell. Looks at all windows: for questions. */
    static Optional<List<OpenWindow>> of(final TimedOperator operator, final String key, final Keys keys) {
        final List<OpenWindow> found = new ArrayList<>();
        final boolean told = operator.visitOpen((window, events, triggerState) -> {
            if (keys.textOf(window).contains(key)) {
                found.add(new OpenWindow(window.startNs(), window.endNs(), window.firedBefore(), events, triggerState));
            }
        });
        return told ? Optional.of(found) : Optional.empty();
    }

    boolean holds(final long timeNs) {
        return startNs <= timeNs && timeNs < endNs;
    }

    /** Tells what people may call the key of a window. */
    static final class Keys {
        private final SymbolText symbols;
        private final int symbolCount;

        Keys(final SymbolText symbols, final int symbolCount) {
            this.symbols = symbols;
            this.symbolCount = symbolCount;
        }

        List<String> textOf(final Window window) {
            if (window.keyRecord() != null) {
                return List.of(window.keyRecord().toString());
            }
            final long key = window.key();
            return key >= 0 && key < symbolCount
                    ? List.of(Long.toString(key), symbols.textOf((int) key).toString())
                    : List.of(Long.toString(key));
        }
    }
}
