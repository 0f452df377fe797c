package io.millrace.demo.market;

import io.millrace.engine.csv.CsvOutput;
import io.millrace.engine.sink.DurableOutput;
import io.millrace.engine.sink.LateContext;
import io.millrace.engine.sink.LateEvent;
import io.millrace.engine.sink.LateSink;
import io.millrace.engine.sink.LateSinkFactory;
import io.millrace.engine.sink.StoredOutput;
import io.millrace.engine.sink.SymbolText;
import java.io.IOException;
import java.nio.file.Path;

/** Writes late trades and quotes to a CSV file with the columns {@code stream,symbol,time_ns,late_by_ns,missed}. */
final class LateFile implements LateSinkFactory {
    private static final long serialVersionUID = 1L;
    private static final String TRADES = "trades";
    private static final String QUOTES = "quotes";

    private final String path;

    LateFile(final Path path) {
        this.path = path.toString();
    }

    @Override
    public LateSink open(final LateContext context) throws IOException {
        final CsvOutput output = CsvOutput.open(Path.of(path), context.journaling());
        if (output.lengthBytes() == 0) {
            output.text("stream")
                    .text("symbol")
                    .text("time_ns")
                    .text("late_by_ns")
                    .text("missed");
            output.endRow();
            output.flush();
        }
        return new Writing(output, context.symbols());
    }

    private static final class Writing implements LateSink, DurableOutput {
        private final CsvOutput output;
        private final SymbolText symbols;

        Writing(final CsvOutput output, final SymbolText symbols) {
            this.output = output;
            this.symbols = symbols;
        }

        @Override
        public void accept(final LateEvent late) throws IOException {
            final Tick tick = (Tick) late.event();
            output.text(tick.kind() == Tick.Kind.TRADE ? TRADES : QUOTES)
                    .text(symbols.textOf(tick.symbol()))
                    .number(late.timeNs())
                    .number(late.lateByNs())
                    .text(String.join(" ", late.missed()));
            output.endRow();
        }

        @Override
        public StoredOutput stored() {
            return output.stored();
        }

        @Override
        public void commit(final long outputs, final long position, final long digest, final boolean forced)
                throws IOException {
            output.commit(outputs, position, digest, forced);
        }

        @Override
        public void flush() throws IOException {
            output.flush();
        }

        @Override
        public void close() throws IOException {
            output.close();
        }
    }
}
