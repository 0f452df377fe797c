package io.millrace.record;

/**
 * The JVM flags that reading and writing memory needs, and a check that says so clearly when they are missing.
 *
 * <p>Thread-safe.
 */
public final class JvmFlags {
    /** The flag to give to {@code java}. */
    public static final String REQUIRED = "--add-opens java.base/jdk.internal.misc=ALL-UNNAMED";

    private static final String PACKAGE = "jdk.internal.misc";

    private JvmFlags() {}

    /**
     * Throws an error that shows the lines to copy if the flags are missing. It is called at the first use of a
     * {@link RecordType} or {@link Flyweight}; a program may call it earlier, before it touches Agrona's buffers
     * itself.
     *
     * @throws MissingJvmFlagError if this JVM was started without the flags.
     */
    public static void check() {
        final Module reader = bufferModule();
        final Module base = Object.class.getModule();
        if (!base.isOpen(PACKAGE, reader) && !base.isExported(PACKAGE, reader)) {
            throw new MissingJvmFlagError(message(reader.isNamed() ? reader.getName() : "ALL-UNNAMED"));
        }
    }

    private static Module bufferModule() {
        try {
            // Loaded, not initialised: its static initialiser is what fails without the flag.
            return Class.forName("org.agrona.UnsafeApi", false, JvmFlags.class.getClassLoader())
                    .getModule();
        } catch (final ClassNotFoundException e) {
            return JvmFlags.class.getModule();
        }
    }

    private static String message(final String reader) {
        final String value = "java.base/" + PACKAGE + "=" + reader;
        return String.join(
                System.lineSeparator(),
                "Millrace needs a JVM flag that is missing. Copy one of these:",
                "  java:             --add-opens " + value,
                "  executable jar:   Add-Opens: java.base/" + PACKAGE + "      (a line in META-INF/MANIFEST.MF)",
                "  Maven tests:      <argLine>--add-opens " + value + "</argLine>      (maven-surefire-plugin)",
                "  Gradle:           jvmArgs(\"--add-opens=" + value + "\")      (test and run tasks)",
                "  any, environment: JAVA_TOOL_OPTIONS=\"--add-opens=" + value + "\"");
    }
}
