package io.millrace.bench.journal;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A folder of a benchmark's own, in one that was asked for; it is emptied between runs and removed at the end. */
public final class ScratchFolder implements AutoCloseable {
    private final Path path;
    private int used;

    /**
     * Makes the folder.
     *
     * @param parent where, or {@code null} for the folder for temporary files.
     * @throws IOException if it cannot be made.
     */
    public ScratchFolder(final Path parent) throws IOException {
        if (parent == null) {
            path = Files.createTempDirectory("millrace-bench-");
        } else {
            Files.createDirectories(parent);
            path = Files.createTempDirectory(parent, "millrace-bench-");
        }
    }

    /**
     * A folder that is not there yet. What was in the folder before is removed.
     *
     * @return its path.
     * @throws IOException if something cannot be removed.
     */
    public Path fresh() throws IOException {
        clear();
        return path.resolve("journal-" + ++used);
    }

    /**
     * Where it is.
     *
     * @return the folder.
     */
    public Path path() {
        return path;
    }

    private void clear() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(final Path folder, final IOException failure) throws IOException {
                if (!folder.equals(path)) {
                    Files.delete(folder);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Removes everything. */
    @Override
    public void close() throws IOException {
        clear();
        Files.delete(path);
    }
}
