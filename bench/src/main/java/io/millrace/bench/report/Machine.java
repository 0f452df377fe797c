package io.millrace.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.agrona.DirectBuffer;

/** What a figure was measured on. */
public final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";

    private Machine() {}

    /**
     * Describes it.
     *
     * @return lines of a name and a value.
     */
    public static List<String> lines() {
        return List.of(
                "date     "
                        + OffsetDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'")),
                "machine  " + cpu() + ", " + cores() + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.version") + " " + System.getProperty("os.arch"),
                "java     " + System.getProperty("java.vm.name") + " " + Runtime.version(),
                "flags    " + String.join(" ", JvmFlags.own()),
                "checks   bounds checks of buffers are " + (boundsChecks() ? "on" : "off"));
    }

    /**
     * Whether buffers check each access.
     *
     * @return {@code true} if they do.
     */
    public static boolean boundsChecks() {
        return DirectBuffer.SHOULD_BOUNDS_CHECK;
    }

    private static String cores() {
        final int cores = Runtime.getRuntime().availableProcessors();
        return cores + (cores == 1 ? " core" : " cores");
    }

    private static String cpu() {
        try {
            for (final String line : Files.readAllLines(CPU_INFO, StandardCharsets.UTF_8)) {
                if (line.startsWith(MODEL)) {
                    return line.substring(line.indexOf(':') + 1).trim();
                }
            }
        } catch (final IOException e) {
            // Not Linux: the system's name has to do.
        }
        return "unknown CPU";
    }
}
