package io.millrace.record.processor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.millrace.record.Decimals;
import io.millrace.record.Field;
import io.millrace.record.FieldAccess;
import io.millrace.record.FieldVisitor;
import io.millrace.record.Int128;
import io.millrace.record.processor.Everything.Side;
import java.lang.management.ManagementFactory;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Reading, writing, copying, comparing, parsing and printing allocate nothing. */
class AllocationTest {
    private static final int ROUNDS = 20_000;
    private static final CharSequence[] TEXTS = {"XNAS", "", "BATS-Y"};

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4096]);
    private final EverythingFlyweight record = new EverythingFlyweight();
    private final EverythingFlyweight other = new EverythingFlyweight();
    private final Field price = record.type().layout().field("price");
    private final StringBuilder out = new StringBuilder(4096);
    private final Sum sum = new Sum();

    @Test
    void shouldAllocateNothingOnTheSteadyPath() {
        record.wrap(buffer, 0);
        other.wrap(buffer, 2048);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            // The least of a few: the compiler and the first reading of the counter may leave some bytes.
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least < ROUNDS / 100, least + " bytes in " + ROUNDS + " rounds, sum " + sum.value);
    }

    private void run() {
        for (int i = 0; i < ROUNDS; i++) {
            write(i);
            other.copyFrom(record);
            sum.value += other.contentHash();
            sum.value += other.contentEquals(record.buffer(), record.offset()) ? 1 : 0;
            other.visit(sum);
            read(other);
            FieldAccess.putLong(other, price, FieldAccess.getLong(other, price) + 1);
            out.setLength(0);
            Decimals.append(other.price(), 2, out);
            sum.value += Decimals.parse(out, 2);
            Decimals.append(other.notional(), 4, out);
        }
    }

    private void write(final int i) {
        record.clear();
        record.timeNs(i)
                .number(i)
                .small((short) i)
                .tiny((byte) i)
                .letter((char) i)
                .flag(true)
                .real(i)
                .single(i);
        record.side(Side.SELL)
                .price(i)
                .symbol(i)
                .venue(TEXTS[i % 3])
                .label("züri")
                .note(TEXTS[i % 3]);
        record.notional().addProduct(Long.MAX_VALUE - i, 1_000);
        record.notional().subtract(i);
        record.total(record.notional()).bid(i).otherSide(Side.BUY);
        if (i % 2 == 0) {
            record.clearBid().clearTotal();
        }
    }

    private void read(final Everything everything) {
        sum.value += everything.timeNs()
                + everything.number()
                + everything.symbol()
                + everything.side().ordinal();
        sum.value += everything.venue().length()
                + everything.label().charAt(1)
                + everything.notional().low();
        sum.value += everything.hasBid() ? everything.bid() : 0;
    }

    /** Adds up whatever it is shown. */
    private static final class Sum implements FieldVisitor {
        private long value;

        @Override
        public void onLong(final Field field, final long number) {
            value += number;
        }

        @Override
        public void onDouble(final Field field, final double number) {
            value += (long) number;
        }

        @Override
        public void onBoolean(final Field field, final boolean flag) {
            value += flag ? 1 : 0;
        }

        @Override
        public void onChar(final Field field, final char character) {
            value += character;
        }

        @Override
        public void onText(final Field field, final CharSequence text) {
            for (int i = 0; i < text.length(); i++) {
                value += text.charAt(i);
            }
        }

        @Override
        public void onDecimal(final Field field, final long unscaled) {
            value += unscaled;
        }

        @Override
        public void onSymbol(final Field field, final int id) {
            value += id;
        }

        @Override
        public void onInt128(final Field field, final Int128 number) {
            value += number.high();
        }

        @Override
        public void onEnum(final Field field, final int ordinal) {
            value += field.constants().get(ordinal).length();
        }

        @Override
        public void onAbsent(final Field field) {
            value++;
        }
    }
}
