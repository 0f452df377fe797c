package io.millrace.engine.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.record.Flyweight;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class OperatorClassesTest {
    /** What two kinds of operators have in common. */
    @PerInstance
    abstract static class Common extends Operator {
        final LongSupplier numbers;
        private long sum;

        Common(final LongSupplier numbers) {
            this.numbers = numbers;
        }

        @Override
        public void onEvent(final Flyweight event) {
            sum += new Doubled().value();
        }

        @Override
        public String toString() {
            return Long.toString(sum);
        }

        /** A class inside the common one. Nothing of it is private: its nest is the test's, which is not copied. */
        final class Doubled {
            long value() {
                return 2 * numbers.getAsLong();
            }
        }
    }

    /** An operator with a marked superclass. */
    @PerInstance
    public static final class Derived extends Common {
        public Derived(final LongSupplier numbers) {
            super(numbers);
        }
    }

    /** A superclass without the mark. */
    public abstract static class Unmarked extends Operator {
        @Override
        public void onEvent(final Flyweight event) {
            // Nothing to see.
        }
    }

    /** An operator whose superclass is shared. */
    @PerInstance
    public static final class BelowUnmarked extends Unmarked {
        public BelowUnmarked() {
            // Nothing to keep.
        }
    }

    private final OperatorClasses classes = OperatorClasses.of(this);

    private Operator derived(final String place) {
        return classes.newInstance(place, Derived.class, Operator.class, (LongSupplier) () -> 21);
    }

    @Test
    void shouldCopyMarkedSuperclassesAlong() {
        final Class<?> first = derived("a").getClass();
        final Class<?> second = derived("b").getClass();
        assertNotSame(first, second, "the operator's class");
        assertNotSame(first.getSuperclass(), second.getSuperclass(), "its superclass");
        assertNotSame(Common.class, first.getSuperclass(), "the template's superclass");
        assertEquals(Common.class.getName(), first.getSuperclass().getName());
        assertSame(Operator.class, first.getSuperclass().getSuperclass(), "what carries no mark is shared");
    }

    @Test
    void shouldRunWhatACopiedSuperclassDefines() {
        final Operator operator = derived("a");
        operator.onEvent(null);
        assertEquals("42", operator.toString());
    }

    @Test
    void shouldGiveTheSamePlaceTheSameCopies() {
        assertSame(derived("a").getClass(), derived("a").getClass());
    }

    @Test
    void shouldShareASuperclassWithoutTheMark() {
        final Operator operator = classes.newInstance("a", BelowUnmarked.class, Operator.class);
        assertNotSame(BelowUnmarked.class, operator.getClass());
        assertSame(Unmarked.class, operator.getClass().getSuperclass());
    }

    @Test
    void shouldRefuseAClassWithoutTheMark() {
        assertThrows(IllegalArgumentException.class, () -> classes.newInstance("a", Unmarked.class, Operator.class));
    }

    @Test
    void shouldCopyWhatWindowOperatorsHaveInCommon() {
        assertSame(WindowOperator.class, LongWindowOperator.class.getSuperclass());
        assertSame(WindowOperator.class, RecordWindowOperator.class.getSuperclass());
        assertTrue(WindowOperator.class.isAnnotationPresent(PerInstance.class));
    }
}
