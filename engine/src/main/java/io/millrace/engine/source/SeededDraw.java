package io.millrace.engine.source;

/** Random numbers by SplitMix64, begun anew for each event. <b>Not thread-safe.</b> */
final class SeededDraw implements Draw {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final long mixedSeed;
    private SymbolIds symbols;
    private long state;
    private boolean skipped;

    SeededDraw(final long seed) {
        mixedSeed = mix(seed + STEP);
    }

    /** Begins with an event. */
    void begin(final long index, final SymbolIds newSymbols) {
        state = mix(mixedSeed + index * STEP);
        symbols = newSymbols;
        skipped = false;
    }

    boolean isSkipped() {
        return skipped;
    }

    @Override
    public long bits() {
        state += STEP;
        return mix(state);
    }

    @Override
    public int below(final int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("a bound must be at least 1, not " + bound);
        }
        return (int) ((bits() >>> Integer.SIZE) * bound >>> Integer.SIZE);
    }

    @Override
    public void skip() {
        skipped = true;
    }

    @Override
    public int idOf(final CharSequence text) {
        return symbols.idOf(text);
    }

    private static long mix(final long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
