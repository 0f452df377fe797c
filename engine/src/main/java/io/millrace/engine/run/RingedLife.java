package io.millrace.engine.run;

import io.millrace.engine.ring.RingClosedException;
import io.millrace.engine.ring.RingGate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the threads of a ringed run share: its state, its gate, and what is said about it. <b>Thread-safe.</b> */
final class RingedLife {
    private final RunControl control;
    private final RingGate gate;
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    RingedLife(final RunControl control) {
        this.control = control;
        gate = new RingGate(() -> control.failure().orElse(null));
    }

    RunControl control() {
        return control;
    }

    RingGate gate() {
        return gate;
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    void warn(final String warning) {
        warnings.add(warning);
    }

    /** Whether sources are still polled. */
    boolean takesInput() {
        return !gate.isClosed();
    }

    /** A thread failed: all others give up. */
    void fail(final Throwable cause) {
        if (!(gate.isBroken() && RingClosedException.isCauseOf(cause))) {
            control.fail(cause);
        }
        gate.giveUp();
    }

    /** A source failed: input ends here, and what was published before is worked off. */
    void failInput(final Throwable cause) {
        if (gate.isBroken()) {
            fail(cause);
            return;
        }
        control.fail(cause);
        gate.close();
    }

    /** Something that must be tried whatever has happened; its failure is the run's. */
    void guard(final Guarded action) {
        try {
            action.run();
        } catch (final Throwable e) {
            fail(e);
        }
    }

    /** An action that may fail. */
    @FunctionalInterface
    interface Guarded {
        void run() throws Exception;
    }
}
