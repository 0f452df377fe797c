package io.millrace.demo.market;

import java.io.Serializable;
import java.nio.file.Path;

/**
 * What the demo writes.
 *
 * @param folder the folder, as text.
 */
record OutputFiles(String folder) implements Serializable {
    Path bars() {
        return Path.of(folder, "bars.csv");
    }

    Path late() {
        return Path.of(folder, "late.csv");
    }

    /** The snapshot with what is in the files: less than was made, when one could not be written to the end. */
    Snapshot counted(final Snapshot made) {
        return made.written(WrittenRows.of(bars()), WrittenRows.of(late()), WrittenRows.of(rejects()));
    }

    Path rejects() {
        return Path.of(folder, "rejects.csv");
    }
}
