package io.millrace.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class JvmFlagsTest {
    /** What a user's program does first. */
    public static final class Program {
        private Program() {}

        /**
         * Uses a record.
         *
         * @param args none.
         */
        public static void main(final String[] args) {
            final RecordType<DynamicRecord, DynamicRecord> type =
                    RecordType.of(Layout.builder("R").int64("a").build());
            final DynamicRecord record = type.newFlyweight();
            record.wrap(new UnsafeBuffer(new byte[8]), 0);
            System.out.println(record);
        }
    }

    @Test
    void shouldShowTheLinesToCopyWhenTheFlagsWereForgotten() throws Exception {
        final String output = run(List.of());
        assertTrue(output.contains("Millrace needs a JVM flag that is missing. Copy one of these:"), output);
        assertTrue(output.contains("  java:             " + JvmFlags.REQUIRED), output);
        assertTrue(output.contains("<argLine>" + JvmFlags.REQUIRED + "</argLine>"), output);
        assertTrue(output.contains("Add-Opens: java.base/jdk.internal.misc"), output);
        assertTrue(!output.contains("Agrona") && !output.contains("InaccessibleObject"), output);
    }

    @Test
    void shouldRunWithTheFlags() throws Exception {
        final String output = run(List.of(JvmFlags.REQUIRED.split(" ")));
        assertTrue(output.contains("R{a=0}"), output);
    }

    @Test
    void shouldBeContentWithTheWeakerFlagThatDoesItToo() throws Exception {
        final String output = run(List.of("--add-exports", "java.base/jdk.internal.misc=ALL-UNNAMED"));
        assertTrue(output.contains("R{a=0}"), output);
    }

    @Test
    void shouldFindTheFlagsOfThisJvm() {
        JvmFlags.check();
        assertEquals("--add-opens java.base/jdk.internal.misc=ALL-UNNAMED", JvmFlags.REQUIRED);
    }

    private static String run(final List<String> flags) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.endsWith("JAVA_OPTIONS") || name.equals("JDK_JAVA_OPTIONS"));
        final Process process = builder.start();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), output);
        return output;
    }
}
