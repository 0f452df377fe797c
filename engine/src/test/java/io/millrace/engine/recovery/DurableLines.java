package io.millrace.engine.recovery;

import io.millrace.engine.sink.DurableOutput;
import io.millrace.engine.sink.Journaling;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkContext;
import io.millrace.engine.sink.SinkFactory;
import io.millrace.engine.sink.StoredOutput;
import java.util.ArrayList;
import java.util.List;

/** Keeps lines as a file would: those behind the last commit are gone when it is opened again. */
final class DurableLines implements SinkFactory<Object> {
    private static final long serialVersionUID = 1L;

    private final transient List<String> lines = new ArrayList<>();
    private transient StoredOutput stored = StoredOutput.NOTHING;

    List<String> lines() {
        return lines;
    }

    StoredOutput stored() {
        return stored;
    }

    @Override
    public Sink<Object> open(final SinkContext context) {
        if (context.journaling() != Journaling.RESUMED) {
            stored = StoredOutput.NOTHING;
        }
        lines.subList((int) stored.outputs(), lines.size()).clear();
        return new Writing(context);
    }

    private final class Writing implements Sink<Object>, DurableOutput {
        private final SinkContext context;

        Writing(final SinkContext context) {
            this.context = context;
        }

        @Override
        public void accept(final Object record) {
            lines.add(context.outputSequence() + " at " + context.timeNs() + ": " + record);
        }

        @Override
        public StoredOutput stored() {
            return stored;
        }

        @Override
        public void commit(final long outputs, final long position, final long digest, final boolean forced) {
            stored = new StoredOutput(outputs, position, digest);
        }
    }
}
