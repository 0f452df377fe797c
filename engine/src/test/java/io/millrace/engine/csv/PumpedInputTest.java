package io.millrace.engine.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.source.Source;
import io.millrace.record.DynamicRecord;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PumpedInputTest {
    private static final RecordType<DynamicRecord, DynamicRecord> TICK = RecordType.of(
            Layout.builder("Tick").int64("timeNs").eventTime().utf8("text", 64).build());

    private final Recording out = new Recording(TICK);

    @Test
    void shouldNeverWaitInAPollWhileALineIsUnfinished() {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            final InputStream before = System.in;
            try (PipedInputStream in = new PipedInputStream(1 << 16)) {
                final PipedOutputStream pipe = new PipedOutputStream(in);
                System.setIn(in);
                write(pipe, "time_ns,text\n1,a");
                try (Source<DynamicRecord> source =
                        CsvSource.<DynamicRecord>of("-").open(out)) {
                    assertEquals(0, source.poll(out, 10));
                    write(pipe, "b\n2,c\n3,");
                    poll(source, 2);
                    assertEquals(0, source.poll(out, 10));
                    write(pipe, "d");
                    pipe.close();
                    int count = 0;
                    while (count >= 0) {
                        count = source.poll(out, 10);
                    }
                }
            } finally {
                System.setIn(before);
            }
        });
        assertEquals(3, out.events.size());
        assertEquals("timeNs=3, text=\"d\"", out.events.get(2));
    }

    @Test
    void shouldHandOutWholeLinesHoweverBytesCome() throws Exception {
        final long seed = 5;
        final SplittableRandom random = new SplittableRandom(seed);
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            text.append("\u00fc\u20ac".repeat(random.nextInt(60))).append(i).append('\n');
        }
        final byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        final InputStream trickle = new InputStream() {
            private int position;

            @Override
            public int read() {
                return position == bytes.length ? -1 : bytes[position++] & 0xFF;
            }

            @Override
            public int read(final byte[] to, final int offset, final int length) {
                final int n = Math.min(Math.min(length, 1 + random.nextInt(700)), bytes.length - position);
                System.arraycopy(bytes, position, to, offset, n);
                position += n;
                return n == 0 ? -1 : n;
            }
        };
        final StringBuilder read = new StringBuilder();
        try (LineReader reader = new LineReader(trickle, null)) {
            final char[] chars = new char[500];
            for (int n = reader.read(chars, 0, chars.length); n >= 0; n = reader.read(chars, 0, chars.length)) {
                assertTrue(n > 0);
                read.append(chars, 0, n);
            }
            assertFalse(reader.mayWait(0));
        }
        assertEquals(text.toString(), read.toString(), "seed " + seed);
    }

    private void poll(final Source<DynamicRecord> source, final int expected) throws Exception {
        int count = 0;
        while (count < expected) {
            count += source.poll(out, 10);
        }
        assertEquals(expected, count);
    }

    private static void write(final PipedOutputStream pipe, final String text) throws Exception {
        pipe.write(text.getBytes(StandardCharsets.UTF_8));
        pipe.flush();
    }
}
