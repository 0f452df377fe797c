package io.millrace.bench.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Counts page faults of the calling thread, on Linux. */
final class PageFaults {
    private static final Path STAT = Path.of("/proc/thread-self/stat");
    private static final int MINOR = 7;
    private static final int MAJOR = 9;

    private PageFaults() {}

    /** Page faults of this thread so far, minor and major ones; 0 where nobody says. */
    static long ofThisThread() {
        try {
            final String stat = new String(Files.readAllBytes(STAT), StandardCharsets.ISO_8859_1);
            // The thread's name, in parentheses, may have blanks.
            final String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[MINOR]) + Long.parseLong(fields[MAJOR]);
        } catch (final IOException | RuntimeException e) {
            return 0;
        }
    }
}
