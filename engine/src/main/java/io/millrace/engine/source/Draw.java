package io.millrace.engine.source;

/**
 * What an {@link EventGenerator} may draw on for one event. The n-th number drawn for an event depends on the seed, the
 * event's index and n alone, so that an event is the same whatever was drawn for the others.
 *
 * <p><b>Used on the source's thread, during the call it is passed to.</b>
 */
public interface Draw extends SymbolIds {
    /**
     * The next random number.
     *
     * @return 64 random bits.
     */
    long bits();

    /**
     * The next random number below a bound.
     *
     * @param bound what it is less than; at least 1.
     * @return a number from 0 to {@code bound - 1}, each as likely as the others to within one part in 2^32.
     * @throws IllegalArgumentException if the bound is below 1.
     */
    int below(int bound);

    /** Makes no event of this index; what was written is dropped. It still counts as one of the source's events. */
    void skip();
}
