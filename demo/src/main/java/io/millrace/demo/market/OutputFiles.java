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

    Path rejects() {
        return Path.of(folder, "rejects.csv");
    }
}
