package io.millrace.demo;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;

/** Standard output that knows whether what it was given got there: the one of the virtual machine forgets why not. */
final class StandardOutput {
    private final Remembering stream;
    private final PrintWriter writer;

    /** Writes to the file descriptor of standard output. */
    StandardOutput() {
        this(new FileOutputStream(FileDescriptor.out), charset());
    }

    StandardOutput(final OutputStream out, final Charset charset) {
        stream = new Remembering(out);
        writer = new PrintWriter(new OutputStreamWriter(new BufferedOutputStream(stream), charset), true);
    }

    PrintWriter writer() {
        return writer;
    }

    /** What is wrong, once everything has been flushed. Somebody who reads no further is no failure. */
    Optional<String> failure() {
        writer.flush();
        final IOException first = stream.failure;
        if (first == null || String.valueOf(first.getMessage()).contains("Broken pipe")) {
            return Optional.empty();
        }
        return Optional.of("cannot write to standard output: " + first.getMessage());
    }

    private static Charset charset() {
        for (final String property : new String[] {"stdout.encoding", "sun.stdout.encoding", "native.encoding"}) {
            final String name = System.getProperty(property);
            if (name != null && Charset.isSupported(name)) {
                return Charset.forName(name);
            }
        }
        return Charset.defaultCharset();
    }

    /** Keeps the first failure. Used under the writer's lock, read when nobody writes any more. */
    private static final class Remembering extends OutputStream {
        private final OutputStream out;
        private volatile IOException failure;

        Remembering(final OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(final int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(final byte[] bytes, final int offset, final int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (final IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
