package io.millrace.engine.csv;

import io.millrace.engine.sink.DurableOutput;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkContext;
import io.millrace.engine.sink.SinkFactory;
import io.millrace.engine.sink.StoredOutput;
import io.millrace.record.Field;
import io.millrace.record.FieldKind;
import io.millrace.record.FieldVisitor;
import io.millrace.record.Flyweight;
import io.millrace.record.Int128;
import io.millrace.record.RecordType;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes results to a CSV file: a column per field in the order of declaration, named like the getter in snake case
 * ({@code startNs} is {@code start_ns}). Decimals are written with all digits of their scale, symbols and enums as
 * text, absent fields empty. A file that is there already is replaced. In a journaled run each result is written
 * exactly once, whatever happens to the process.
 *
 * <p>Nothing is allocated per result, apart from floating-point numbers and texts that are not ASCII. <b>Immutable and
 * thread-safe; the sinks it opens are used on one thread.</b>
 *
 * @param <T> the record: a flyweight, or the interface it is read through.
 */
public final class CsvSink<T> implements SinkFactory<T> {
    private static final long serialVersionUID = 1L;

    private final String path;

    private CsvSink(final String path) {
        this.path = path;
    }

    /**
     * A sink into a file.
     *
     * @param path the file; its folder must be there when a run starts.
     * @param <T> the record.
     * @return the sink.
     */
    public static <T> CsvSink<T> to(final Path path) {
        return new CsvSink<>(path.toString());
    }

    /**
     * Creates the file and writes its header; a run that goes on with an earlier one appends to what that one
     * committed.
     *
     * @throws IOException if it cannot be created or written, saying why and what helps.
     */
    @Override
    public Sink<T> open(final SinkContext context) throws IOException {
        final CsvOutput output = CsvOutput.open(Path.of(path), context.journaling());
        if (output.lengthBytes() == 0) {
            writeHeader(context.type(), output);
        }
        return new Writing<>(output, context);
    }

    private static void writeHeader(final RecordType<?, ?> type, final CsvOutput output) throws IOException {
        for (final Field field : type.layout().fields()) {
            output.text(ColumnNames.ofField(field.name()));
        }
        output.endRow();
        output.flush();
    }

    private static final class Writing<T> implements Sink<T>, DurableOutput, FieldVisitor {
        private final CsvOutput output;
        private final SinkContext context;

        Writing(final CsvOutput output, final SinkContext context) {
            this.output = output;
            this.context = context;
        }

        @Override
        public void accept(final T record) throws IOException {
            ((Flyweight) record).visit(this);
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

        @Override
        public void onLong(final Field field, final long value) {
            output.number(value);
        }

        @Override
        public void onDouble(final Field field, final double value) {
            if (field.kind() == FieldKind.FLOAT32) {
                output.text(Float.toString((float) value));
            } else {
                output.number(value);
            }
        }

        @Override
        public void onBoolean(final Field field, final boolean value) {
            output.text(value ? "true" : "false");
        }

        @Override
        public void onChar(final Field field, final char value) {
            output.text(String.valueOf(value));
        }

        @Override
        public void onText(final Field field, final CharSequence value) {
            output.text(value);
        }

        @Override
        public void onDecimal(final Field field, final long unscaled) {
            output.decimal(unscaled, field.scale());
        }

        @Override
        public void onSymbol(final Field field, final int id) {
            output.text(context.symbols().textOf(id));
        }

        @Override
        public void onInt128(final Field field, final Int128 value) {
            output.decimal(value, field.scale());
        }

        @Override
        public void onEnum(final Field field, final int ordinal) {
            output.text(field.constants().get(ordinal));
        }

        @Override
        public void onAbsent(final Field field) {
            output.empty();
        }
    }
}
