package io.millrace.windowing.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.record.DynamicRecord;
import io.millrace.record.Field;
import io.millrace.record.Flyweight;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReduceTest {
    private static final RecordType<DynamicRecord, DynamicRecord> TYPE = RecordType.of(Layout.builder("Trade")
            .int8("side")
            .int64("timeNs")
            .eventTime()
            .ascii("venue", 5)
            .int64("quantity")
            .optional()
            .int128("notional")
            .build());
    private static final Field QUANTITY = TYPE.layout().field("quantity");
    private static final Field VENUE = TYPE.layout().field("venue");

    private static DynamicRecord trade(final long quantity, final String venue) {
        return Computation.record(TYPE).putLong(QUANTITY, quantity).putText(VENUE, venue);
    }

    private static Aggregate<DynamicRecord, ?, DynamicRecord> largest() {
        return Aggregates.reduce(TYPE, (largest, trade) -> {
            if (trade.getLong(TYPE.layout().field("quantity"))
                    > largest.getLong(TYPE.layout().field("quantity"))) {
                largest.copyFrom(trade);
            }
        });
    }

    private static <A extends Flyweight> String reduce(
            final Aggregate<DynamicRecord, A, DynamicRecord> aggregate,
            final List<DynamicRecord> trades,
            final int cut) {
        final A left = Computation.record(aggregate.accumulatorType());
        final A right = Computation.record(aggregate.accumulatorType());
        for (int i = 0; i < trades.size(); i++) {
            aggregate.add(i < cut ? left : right, trades.get(i), new EventContext());
        }
        aggregate.combine(left, right);
        final DynamicRecord result = Computation.record(TYPE);
        aggregate.finish(new Window(), left, result);
        return result.toString();
    }

    @Test
    void shouldReduceEventsAndPartsAlike() {
        for (long seed = 0; seed < 2_000; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final List<DynamicRecord> trades = random.longs(1 + random.nextInt(6))
                    .mapToObj(quantity -> trade(quantity, "X" + (quantity & 63)))
                    .toList();
            final DynamicRecord expected = trades.stream()
                    .max((a, b) -> Long.compare(a.getLong(QUANTITY), b.getLong(QUANTITY)))
                    .orElseThrow();
            final int cut = random.nextInt(trades.size() + 1);
            assertEquals(expected.toString(), reduce(largest(), trades, cut), "seed " + seed);
        }
    }
}
