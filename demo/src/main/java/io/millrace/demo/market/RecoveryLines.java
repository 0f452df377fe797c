package io.millrace.demo.market;

import io.millrace.engine.recovery.Recovered;
import io.millrace.engine.recovery.RecoveryListener;
import java.io.PrintWriter;

/** Says in plain lines how a recovery or a replay gets on. */
public final class RecoveryLines implements RecoveryListener {
    private static final int HUNDRED = 100;

    private final PrintWriter out;

    /**
     * Lines go there.
     *
     * @param out where.
     */
    public RecoveryLines(final PrintWriter out) {
        this.out = out;
    }

    @Override
    public void onMessage(final String message) {
        line("journal: " + message);
    }

    @Override
    public void onProgress(final long position, final long endPosition) {
        final long percent = endPosition == 0 ? HUNDRED : position * HUNDRED / endPosition;
        line("journal: " + Figures.grouped(position) + " of " + Figures.grouped(endPosition) + " worked off, " + percent
                + " %");
    }

    @Override
    public void onRecovered(final Recovered recovered) {
        if (recovered.ended() && recovered.events() == 0) {
            line("journal: all input had been worked off before, nothing is left to do");
            return;
        }
        line("journal: worked off " + Figures.grouped(recovered.events()) + " events again in "
                + Figures.seconds(recovered.elapsedNs()) + " s"
                + (recovered.checkpointPosition() == 0
                        ? ""
                        : ", from the checkpoint at position " + Figures.grouped(recovered.checkpointPosition()))
                + (recovered.ended()
                        ? "; all input had ended"
                        : "; going on at position " + Figures.grouped(recovered.position())));
    }

    private void line(final String line) {
        out.println(line);
        out.flush();
    }
}
