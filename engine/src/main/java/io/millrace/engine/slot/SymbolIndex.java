package io.millrace.engine.slot;

/**
 * The symbols of a run by their text, shared by all publishers. Ids are given by first appearance.
 *
 * <p>Finding a known symbol takes no lock and allocates nothing. <b>Thread-safe.</b>
 */
public final class SymbolIndex {
    private static final int INITIAL_SLOTS = 64;

    private volatile Table table = new Table(INITIAL_SLOTS);

    /** Creates an index without symbols. */
    public SymbolIndex() {}

    /** Publishes a new symbol into the stream. */
    @FunctionalInterface
    public interface NewSymbol {
        /**
         * Publishes a new symbol; when it returns, events that use the id come after it in the stream.
         *
         * @param text its text.
         * @param id   its id.
         */
        void publish(CharSequence text, int id);
    }

    /**
     * Finds a symbol.
     *
     * @param text its text.
     * @return its id, or -1 if it is not known yet.
     */
    public int find(final CharSequence text) {
        return table.find(text);
    }

    /**
     * Adds a symbol, unless another thread has done so meanwhile.
     *
     * @param text      its text.
     * @param newSymbol publishes it, before anybody else can find it.
     * @return its id.
     * @throws IllegalArgumentException if the text is empty, too long, or not ASCII.
     */
    public synchronized int add(final CharSequence text, final NewSymbol newSymbol) {
        final int known = table.find(text);
        if (known >= 0) {
            return known;
        }
        check(text);
        final String symbol = text.toString();
        final int id = table.size;
        newSymbol.publish(symbol, id);
        table = table.with(symbol);
        return id;
    }

    /**
     * Takes up a symbol that a restored stage knows.
     *
     * @param text its text.
     */
    public synchronized void restore(final CharSequence text) {
        table = table.with(text.toString());
    }

    private static void check(final CharSequence text) {
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

    /** Open addressing over strings; replaced as a whole when a symbol comes in, so that readers need no lock. */
    private static final class Table {
        private final String[] texts;
        private final int[] ids;
        private final int size;

        Table(final int slots) {
            this(new String[slots], new int[slots], 0);
        }

        private Table(final String[] texts, final int[] ids, final int size) {
            this.texts = texts;
            this.ids = ids;
            this.size = size;
        }

        int find(final CharSequence text) {
            final int mask = texts.length - 1;
            for (int i = hash(text) & mask; texts[i] != null; i = i + 1 & mask) {
                if (texts[i].contentEquals(text)) {
                    return ids[i];
                }
            }
            return -1;
        }

        Table with(final String text) {
            final int slots = size * 2 >= texts.length ? texts.length * 2 : texts.length;
            final Table grown = new Table(new String[slots], new int[slots], size + 1);
            for (int i = 0; i < texts.length; i++) {
                if (texts[i] != null) {
                    grown.put(texts[i], ids[i]);
                }
            }
            grown.put(text, size);
            return grown;
        }

        private void put(final String text, final int id) {
            final int mask = texts.length - 1;
            int i = hash(text) & mask;
            while (texts[i] != null) {
                i = i + 1 & mask;
            }
            texts[i] = text;
            ids[i] = id;
        }

        private static int hash(final CharSequence text) {
            int hash = 0;
            for (int i = 0; i < text.length(); i++) {
                hash = hash * 31 + text.charAt(i);
            }
            return hash ^ hash >>> 16;
        }
    }
}
