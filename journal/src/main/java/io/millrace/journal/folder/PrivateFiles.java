package io.millrace.journal.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files and folders that only their owner may look into.
 *
 * <p>Thread-safe: pure functions over the file system.
 */
public final class PrivateFiles {
    private PrivateFiles() {}

    /**
     * Lets nobody but the owner in: 0700 for a folder, 0600 for a file. Does nothing where there are no such rights.
     *
     * @param file the file or folder.
     * @throws IOException if the rights cannot be set.
     */
    public static void onlyForOwner(final Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            final String rights = Files.isDirectory(file) ? "rwx------" : "rw-------";
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
        }
    }

    /**
     * Forces the names in a folder to the disk.
     *
     * @param folder the folder.
     * @throws IOException if the disk does not take them.
     */
    public static void syncFolder(final Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * What an exception of the file system means, in words that follow a colon.
     *
     * @param e the exception.
     * @return a sentence.
     */
    public static String reason(final IOException e) {
        if (e instanceof AccessDeniedException) {
            return "this user may not. Change the permissions, or give another path.";
        }
        if (e instanceof final FileSystemException failed && failed.getReason() != null) {
            return failed.getReason() + '.';
        }
        return e.getMessage() + '.';
    }
}
