package io.millrace.windowing.aggregate;

import io.millrace.record.DynamicRecord;
import io.millrace.record.Field;
import io.millrace.record.FieldAccess;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;
import java.util.ArrayList;
import java.util.List;

/** Several columns at once. */
final class ColumnsAggregate<T, F extends Flyweight> implements Aggregate<T, DynamicRecord, F> {
    private static final long serialVersionUID = 1L;

    private final RecordType<DynamicRecord, DynamicRecord> accumulatorType;
    private final RecordType<?, F> outputType;
    private final ArrayList<Column<T>> columns;
    private final ArrayList<Field> results;

    ColumnsAggregate(
            final RecordType<DynamicRecord, DynamicRecord> accumulatorType,
            final RecordType<?, F> outputType,
            final List<Column<T>> columns,
            final List<Field> results) {
        this.accumulatorType = accumulatorType;
        this.outputType = outputType;
        this.columns = new ArrayList<>(columns);
        this.results = new ArrayList<>(results);
        this.columns.forEach(column -> column.locate(accumulatorType.layout()));
    }

    @Override
    public RecordType<?, DynamicRecord> accumulatorType() {
        return accumulatorType;
    }

    @Override
    public RecordType<?, F> outputType() {
        return outputType;
    }

    @Override
    public void create(final DynamicRecord accumulator) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).create(accumulator);
        }
    }

    @Override
    public void add(final DynamicRecord accumulator, final T event, final EventContext context) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(accumulator, event, context);
        }
    }

    @Override
    public void combine(final DynamicRecord accumulator, final DynamicRecord other) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).combine(accumulator, other);
        }
    }

    @Override
    public void finish(final Window window, final DynamicRecord accumulator, final F output) {
        for (int i = 0; i < columns.size(); i++) {
            FieldAccess.putLong(output, results.get(i), columns.get(i).finish(window, accumulator));
        }
    }
}
