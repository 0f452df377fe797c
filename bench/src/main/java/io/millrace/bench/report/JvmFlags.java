package io.millrace.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The flags of this virtual machine, and those that another one needs to be measured under the same conditions. */
public final class JvmFlags {
    private static final String OPENED_PACKAGE = "jdk.internal.misc";

    private JvmFlags() {}

    /**
     * The flags that this virtual machine was started with.
     *
     * @return the flags as they were given.
     */
    public static List<String> own() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    /**
     * The flags for another virtual machine: our own ones, or, where we came without (a manifest opened what we need),
     * the launcher's.
     *
     * @return the flags, in the order in which they are to be given.
     */
    public static List<String> forAnother() {
        final List<String> flags = new ArrayList<>();
        if (own().stream().noneMatch(flag -> flag.contains(OPENED_PACKAGE))) {
            final Properties launcher = launcher();
            flags.addAll(words(launcher.getProperty("library")));
            flags.addAll(words(launcher.getProperty("quiet")));
            if (own().isEmpty()) {
                flags.addAll(words(launcher.getProperty("run")));
            }
        }
        flags.addAll(own());
        return flags;
    }

    private static List<String> words(final String text) {
        return List.of(text.trim().split("\\s+"));
    }

    private static Properties launcher() {
        final Properties properties = new Properties();
        try (InputStream in = JvmFlags.class.getResourceAsStream("jvm-flags.properties")) {
            properties.load(in);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
