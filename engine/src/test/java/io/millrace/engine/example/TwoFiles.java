package io.millrace.engine.example;

import io.millrace.engine.csv.CsvSource;
import io.millrace.engine.csv.MergedCsvSource;
import java.nio.file.Path;
import java.util.List;

final class TwoFiles {
    private TwoFiles() {}

    static MergedCsvSource<TradeFlyweight> source(final Path roundLots, final Path singles) {
        // tag::merged[]
        final MergedCsvSource<TradeFlyweight> trades = MergedCsvSource.of(List.of(
                CsvSource.of(roundLots.toString()),
                CsvSource.<TradeFlyweight>of(singles.toString()).constant("quantity", 1)));
        // end::merged[]
        return trades;
    }
}
