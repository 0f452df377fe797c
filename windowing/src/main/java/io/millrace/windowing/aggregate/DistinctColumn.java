package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/**
 * How many different numbers there are: exactly, from a sorted list of them, as long as they fit the list; then
 * estimated (HyperLogLog with Ertl's estimator). The registers are kept from the first event on, so that there is
 * nothing to convert, and the state depends on the set of numbers only.
 *
 * <pre>
 *    0  length of the list; -1 once it did not hold all
 *    8  the list, ascending; zeros beyond its length
 *    .  registers of 6 bits, ten in a word
 * </pre>
 */
final class DistinctColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    static final int EXACT = 64;
    static final int MIN_PRECISION = 4;
    static final int MAX_PRECISION = 12;

    private static final int LENGTH = 0;
    private static final int LIST = Long.BYTES;
    private static final int REGISTERS = LIST + EXACT * Long.BYTES;
    private static final int PER_WORD = 10;
    private static final int REGISTER_BITS = 6;
    private static final long REGISTER_MASK = (1L << REGISTER_BITS) - 1;

    private final LongValue<? super T> value;
    private final int precision;

    DistinctColumn(final String field, final int precision, final LongValue<? super T> value) {
        super(ResultField.of(field, ResultField.Kind.WHOLE));
        if (precision < MIN_PRECISION || precision > MAX_PRECISION) {
            throw new IllegalArgumentException("field " + field + ": the precision of a distinct count is "
                    + MIN_PRECISION + " to " + MAX_PRECISION + ", not " + precision);
        }
        this.precision = precision;
        this.value = value;
    }

    private int registers() {
        return 1 << precision;
    }

    private int words() {
        return (registers() + PER_WORD - 1) / PER_WORD;
    }

    @Override
    void declareFields(final LayoutBuilder accumulator) {
        declareLongs(accumulator, "length");
        for (int i = 0; i < EXACT; i++) {
            declareLongs(accumulator, "value" + i);
        }
        for (int i = 0; i < words(); i++) {
            declareLongs(accumulator, "registers" + i);
        }
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        final long number = value.of(event);
        if (list(accumulator, number)) {
            final long hash = mix(number);
            final int register = (int) (hash >>> Long.SIZE - precision);
            raise(accumulator, register, Math.min(rank(hash), Long.SIZE - precision + 1));
        }
    }

    private int rank(final long hash) {
        return Long.numberOfLeadingZeros(hash << precision) + 1;
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        final long length = get(other, LENGTH);
        if (length < 0) {
            dropList(accumulator);
        }
        for (int i = 0; i < length; i++) {
            list(accumulator, get(other, LIST + i * Long.BYTES));
        }
        for (int word = 0; word < words(); word++) {
            final long registers = get(other, REGISTERS + word * Long.BYTES);
            final long own = get(accumulator, REGISTERS + word * Long.BYTES);
            if (own == 0) {
                put(accumulator, REGISTERS + word * Long.BYTES, registers);
            } else if (registers != 0 && registers != own) {
                put(accumulator, REGISTERS + word * Long.BYTES, larger(own, registers));
            }
        }
    }

    /** The larger of each two registers in a word. */
    private static long larger(final long one, final long other) {
        long word = 0;
        for (int shift = 0; shift < PER_WORD * REGISTER_BITS; shift += REGISTER_BITS) {
            final long mask = REGISTER_MASK << shift;
            word |= Math.max(one & mask, other & mask);
        }
        return word;
    }

    /** Enters a number into the list; false if it is there already. A list that is full is given up. */
    private boolean list(final Flyweight accumulator, final long number) {
        final int length = (int) get(accumulator, LENGTH);
        if (length < 0) {
            return true;
        }
        final int place = place(accumulator, number, length);
        if (place < length && get(accumulator, LIST + place * Long.BYTES) == number) {
            return false;
        }
        if (length == EXACT) {
            dropList(accumulator);
            return true;
        }
        for (int i = length; i > place; i--) {
            put(accumulator, LIST + i * Long.BYTES, get(accumulator, LIST + (i - 1) * Long.BYTES));
        }
        put(accumulator, LIST + place * Long.BYTES, number);
        put(accumulator, LENGTH, length + 1);
        return true;
    }

    private int place(final Flyweight accumulator, final long number, final int length) {
        int low = 0;
        int high = length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (get(accumulator, LIST + middle * Long.BYTES) < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void dropList(final Flyweight accumulator) {
        accumulator.buffer().setMemory(at(accumulator, LIST), EXACT * Long.BYTES, (byte) 0);
        put(accumulator, LENGTH, -1);
    }

    private void raise(final Flyweight accumulator, final int index, final long rank) {
        final int offset = REGISTERS + index / PER_WORD * Long.BYTES;
        final int shift = index % PER_WORD * REGISTER_BITS;
        final long word = get(accumulator, offset);
        if (rank > (word >>> shift & REGISTER_MASK)) {
            put(accumulator, offset, word & ~(REGISTER_MASK << shift) | rank << shift);
        }
    }

    /** The 64 bits of a number, well mixed (Stafford's variant 13). */
    private static long mix(final long number) {
        long bits = number + 0x9E3779B97F4A7C15L;
        bits = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return bits ^ bits >>> 31;
    }

    @Override
    void finish(final Window window, final Flyweight accumulator, final Flyweight output) {
        final long length = get(accumulator, LENGTH);
        result().putLong(output, length >= 0 ? length : Math.round(estimate(accumulator)));
    }

    private double estimate(final Flyweight accumulator) {
        final int largest = Long.SIZE - precision + 1;
        final double all = registers();
        int zeros = 0;
        int full = 0;
        double inverse = 0;
        long word = 0;
        for (int i = 0; i < registers(); i++) {
            word = i % PER_WORD == 0 ? get(accumulator, REGISTERS + i / PER_WORD * Long.BYTES) : word >>> REGISTER_BITS;
            final long rank = word & REGISTER_MASK;
            if (rank == 0) {
                zeros++;
            } else if (rank == largest) {
                full++;
            } else {
                inverse += Double.longBitsToDouble(1023 - rank << 52); // two to the power of minus the rank
            }
        }
        inverse += Math.scalb(all * tau(1 - full / all), 1 - largest) + all * sigma(zeros / all);
        return all * all / (2 * StrictMath.log(2) * inverse);
    }

    /** What registers without a number stand for (Ertl, 2017). */
    private static double sigma(final double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double power = share;
        double weight = 1;
        double sum = share;
        double before;
        do {
            power *= power;
            before = sum;
            sum += power * weight;
            weight += weight;
        } while (sum != before);
        return sum;
    }

    /** What registers at their largest rank stand for (Ertl, 2017). */
    private static double tau(final double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double root = share;
        double weight = 1;
        double rest = 1 - share;
        double before;
        do {
            root = StrictMath.sqrt(root);
            before = rest;
            weight *= 0.5;
            rest -= (1 - root) * (1 - root) * weight;
        } while (rest != before);
        return rest / 3;
    }
}
