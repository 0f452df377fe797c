package io.millrace.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
    @Test
    void shouldTellThatWhatWasPrintedDidNotGetThere() {
        assertEquals(
                Optional.of("cannot write to standard output: No space left on device"),
                failure("No space left on device"));
    }

    @Test
    void shouldNotMindThatNobodyReadsOn() {
        assertEquals(Optional.empty(), failure("Broken pipe"));
    }

    @Test
    void shouldPrintWhatItIsGiven() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final StandardOutput out = new StandardOutput(bytes, StandardCharsets.UTF_8);
        out.writer().print("f\u00fcnf");

        assertEquals(Optional.empty(), out.failure());
        assertEquals("f\u00fcnf", bytes.toString(StandardCharsets.UTF_8));
    }

    private static Optional<String> failure(final String message) {
        final StandardOutput out = new StandardOutput(
                new OutputStream() {
                    @Override
                    public void write(final int b) throws IOException {
                        throw new IOException(message);
                    }
                },
                StandardCharsets.UTF_8);
        out.writer().println("text");
        out.writer().println("more");
        return out.failure();
    }
}
