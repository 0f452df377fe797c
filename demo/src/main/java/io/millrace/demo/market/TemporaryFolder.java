package io.millrace.demo.market;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is deleted with all that is in it when it is closed. */
public final class TemporaryFolder implements AutoCloseable {
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
        final List<Path> all;
        try (Stream<Path> files = Files.walk(path)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        } catch (final IOException e) {
            return;
        }
        for (final Path each : all) {
            try {
                Files.deleteIfExists(each);
            } catch (final IOException e) {
                continue;
            }
        }
    }
}
