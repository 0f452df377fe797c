package io.millrace.windowing.aggregate;

import io.millrace.record.DynamicRecord;
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
    private final boolean deductible;

    ColumnsAggregate(
            final RecordType<DynamicRecord, DynamicRecord> accumulatorType,
            final RecordType<?, F> outputType,
            final List<Column<T>> columns) {
        this.accumulatorType = accumulatorType;
        this.outputType = outputType;
        this.columns = new ArrayList<>(columns);
        this.deductible = columns.stream().allMatch(Column::isDeductible);
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
        // Zeros are neutral for every column.
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
    public boolean isDeductible() {
        return deductible;
    }

    @Override
    public void deduct(final DynamicRecord accumulator, final DynamicRecord other) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).deduct(accumulator, other);
        }
    }

    @Override
    public void finish(final Window window, final DynamicRecord accumulator, final F output) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).finish(window, accumulator, output);
        }
    }

    @Override
    public String toString() {
        return outputType.name();
    }
}
