package golden;

import io.millrace.record.EventTime;
import io.millrace.record.Record;

/** Records that are nested, inherit and are deprecated. */
public final class Outer {
    private Outer() {}

    /** Inherited by both. */
    public interface Timed {
        @EventTime
        long timeNs();
    }

    /** Inherited by one. */
    public interface Keyed {
        int key();
    }

    /** Own fields after those inherited. */
    @Record
    public interface Nested extends Timed, Keyed {
        int own();

        /** {@inheritDoc} @deprecated use something else. */
        @Deprecated
        int old();

        // Two constants whose names would be the same.
        int aBc();

        int a_bc();

        static int notAField() {
            return 1;
        }

        default long alsoNotAField() {
            return own() + timeNs();
        }
    }
}
