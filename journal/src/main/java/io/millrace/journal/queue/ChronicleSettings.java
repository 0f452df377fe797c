package io.millrace.journal.queue;

import io.millrace.record.JvmFlags;
import io.millrace.record.MissingJvmFlagError;

/** What Chronicle must be told before its first class is loaded: to send nothing, to start nothing, to say nothing. */
final class ChronicleSettings {
    private static final String[] OFF = {
        "chronicle.analytics.disable", "chronicle.announcer.disable", "chronicle.disk.monitor.disable"
    };

    private ChronicleSettings() {}

    /**
     * Sets the properties, where the user did not set them otherwise; the analytics are off in any case.
     *
     * @throws MissingJvmFlagError if this JVM was started without the flags that Chronicle needs.
     */
    static void apply() {
        JvmFlags.check();
        System.setProperty(OFF[0], "true");
        for (final String name : OFF) {
            if (System.getProperty(name) == null) {
                System.setProperty(name, "true");
            }
        }
        checkFlags();
    }

    private static void checkFlags() {
        final Module base = Object.class.getModule();
        final Module reader = ChronicleSettings.class.getModule();
        if (!base.isOpen("java.lang.reflect", reader)
                || !base.isExported("sun.nio.ch", reader)
                || !base.isExported("jdk.internal.ref", reader)) {
            throw new MissingJvmFlagError(String.join(
                    System.lineSeparator(),
                    "Millrace's journal needs JVM flags that are missing. Copy them all:",
                    "  java:             --add-opens java.base/jdk.internal.misc=ALL-UNNAMED"
                            + " --add-opens java.base/java.lang.reflect=ALL-UNNAMED"
                            + " --add-exports java.base/sun.nio.ch=ALL-UNNAMED"
                            + " --add-exports java.base/jdk.internal.ref=ALL-UNNAMED",
                    "  executable jar:   Add-Opens: java.base/jdk.internal.misc java.base/java.lang.reflect",
                    "                    Add-Exports: java.base/sun.nio.ch java.base/jdk.internal.ref"));
        }
    }
}
