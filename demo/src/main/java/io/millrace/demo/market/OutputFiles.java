package io.millrace.demo.market;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the demo writes.
 *
 * @param folder the folder, as text.
 */
record OutputFiles(String folder) implements Serializable {
    Path of(final Output output) {
        return Path.of(folder, output.file());
    }

    Path late() {
        return Path.of(folder, "late.csv");
    }

    Path rejects() {
        return Path.of(folder, "rejects.csv");
    }

    /** All that could be written. */
    List<Path> all() {
        final List<Path> all = new ArrayList<>(List.of(late(), rejects()));
        for (final Output output : Output.values()) {
            all.add(of(output));
        }
        return all;
    }

    /** What is in the files: less than was made, where one could not be written to the end. */
    RowCounts counted(final RowCounts made) {
        final Set<Output> outputs = made.results().keySet();
        final Map<Output, Long> results = new EnumMap<>(Output.class);
        for (final Output output : outputs) {
            results.put(output, known(WrittenRows.of(of(output)), made.of(output)));
        }
        return new RowCounts(
                results, known(WrittenRows.of(late()), made.late()), known(WrittenRows.of(rejects()), made.rejected()));
    }

    /** What cannot be counted is taken to be as it was made. */
    private static long known(final long counted, final long made) {
        return counted < 0 ? made : counted;
    }
}
