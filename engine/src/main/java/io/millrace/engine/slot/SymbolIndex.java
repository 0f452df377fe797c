package io.millrace.engine.slot;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The symbols of a run by their text, shared by all publishers. Ids are given by first appearance.
 *
 * <p>Finding a known symbol takes no lock and allocates nothing. <b>Thread-safe.</b>
 */
public final class SymbolIndex {
    private static final int INITIAL_SLOTS = 64;
    private static final long BEFORE_ALL = -1;

    private volatile AtomicReferenceArray<Symbol> table = new AtomicReferenceArray<>(INITIAL_SLOTS);
    private long[] markSequences = new long[INITIAL_SLOTS];
    private int size;

    /** Creates an index without symbols. */
    public SymbolIndex() {}

    /**
     * A known symbol.
     *
     * @param text its text.
     * @param id its id.
     * @param markSequence where its mark lies: only events behind it may use the id.
     */
    public record Symbol(String text, int id, long markSequence) {}

    /** Publishes a new symbol into the stream. */
    @FunctionalInterface
    public interface NewSymbol {
        /**
         * Publishes a new symbol. Called under the index's lock, so ids come in the order of their marks; whoever waits
         * for room in here must not hold a slot that others wait for.
         *
         * @param text its text.
         * @param id its id.
         * @return sequence of the mark.
         */
        long publish(CharSequence text, int id);
    }

    /**
     * Finds a symbol.
     *
     * @param text its text.
     * @return the symbol, or {@code null} if it is not known yet.
     */
    public Symbol find(final CharSequence text) {
        return find(table, text);
    }

    /**
     * How many symbols may be used by an event: ids are given in the order of their marks.
     *
     * @param from a number of symbols that is known to be right for an earlier event.
     * @param sequence sequence of the event.
     * @return the number of symbols whose marks lie before the event; ids below it are known to it.
     */
    public synchronized int countBefore(final int from, final long sequence) {
        int count = from;
        while (count < size && markSequences[count] < sequence) {
            count++;
        }
        return count;
    }

    /**
     * Adds a symbol, unless another thread has done so meanwhile.
     *
     * @param text its text, checked by {@link #check}.
     * @param newSymbol publishes it, before anybody else can find it.
     * @return its id.
     */
    public synchronized int add(final CharSequence text, final NewSymbol newSymbol) {
        final Symbol known = find(table, text);
        if (known != null) {
            return known.id();
        }
        final String symbol = text.toString();
        final int id = size;
        final long markSequence = newSymbol.publish(symbol, id);
        put(new Symbol(symbol, id, markSequence));
        return id;
    }

    /**
     * Takes up a symbol that a restored stage knows.
     *
     * @param text its text.
     */
    public synchronized void restore(final CharSequence text) {
        put(new Symbol(text.toString(), size, BEFORE_ALL));
    }

    /**
     * Checks that a text can be a symbol.
     *
     * @param text the text.
     * @throws IllegalArgumentException if the text is empty, too long, or not ASCII.
     */
    public static void check(final CharSequence text) {
        if (text.length() == 0) {
            throw new IllegalArgumentException("symbol is empty");
        }
        if (text.length() > SlotLayout.MAX_SYMBOL_BYTES) {
            throw new IllegalArgumentException("symbol '" + text.subSequence(0, SlotLayout.MAX_SYMBOL_BYTES)
                    + "...' has " + text.length() + " characters, more than " + SlotLayout.MAX_SYMBOL_BYTES);
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                throw new IllegalArgumentException("symbol '" + text + "' has a character that is not printable ASCII");
            }
        }
    }

    /** A reader that misses a symbol which is just being put finds it under the lock. */
    private void put(final Symbol symbol) {
        if (size * 2 >= table.length()) {
            final AtomicReferenceArray<Symbol> grown = new AtomicReferenceArray<>(table.length() * 2);
            for (int i = 0; i < table.length(); i++) {
                if (table.get(i) != null) {
                    put(grown, table.get(i));
                }
            }
            table = grown;
        }
        put(table, symbol);
        if (size == markSequences.length) {
            markSequences = Arrays.copyOf(markSequences, size * 2);
        }
        markSequences[size] = symbol.markSequence();
        size++;
    }

    private static void put(final AtomicReferenceArray<Symbol> table, final Symbol symbol) {
        final int mask = table.length() - 1;
        int i = hash(symbol.text()) & mask;
        while (table.get(i) != null) {
            i = i + 1 & mask;
        }
        table.set(i, symbol);
    }

    private static Symbol find(final AtomicReferenceArray<Symbol> table, final CharSequence text) {
        final int mask = table.length() - 1;
        int i = hash(text) & mask;
        Symbol symbol = table.get(i);
        while (symbol != null && !symbol.text().contentEquals(text)) {
            i = i + 1 & mask;
            symbol = table.get(i);
        }
        return symbol;
    }

    private static int hash(final CharSequence text) {
        int hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = hash * 31 + text.charAt(i);
        }
        return hash ^ hash >>> 16;
    }
}
