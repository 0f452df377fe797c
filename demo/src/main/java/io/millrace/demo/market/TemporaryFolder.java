package io.millrace.demo.market;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A folder that is deleted with all that is in it when it is closed. */
public final class TemporaryFolder implements AutoCloseable {
    private static final int TRIES = 20;
    private static final long PAUSE_NS = 20_000_000L;

    private final Path path;

    private TemporaryFolder(final Path path) {
        this.path = path;
    }

    /**
     * Makes a folder where temporary files go.
     *
     * @param prefix how its name begins.
     * @return the folder.
     * @throws IOException if it cannot be made.
     */
    public static TemporaryFolder create(final String prefix) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(prefix));
    }

    static TemporaryFolder in(final Path place, final String prefix) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(place, prefix));
    }

    /**
     * Where it is.
     *
     * @return the path.
     */
    public Path path() {
        return path;
    }

    /** Deletes it. What cannot be deleted stays; nobody is told, as the work is done. */
    @Override
    public void close() {
        for (int i = 0; i < TRIES && Files.exists(path); i++) {
            delete();
        }
    }

    /** Somebody may be about to make a file there. */
    private void delete() {
        try (Stream<Path> files = Files.walk(path)) {
            for (final Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (final IOException | UncheckedIOException e) {
            LockSupport.parkNanos(PAUSE_NS);
        }
    }
}
