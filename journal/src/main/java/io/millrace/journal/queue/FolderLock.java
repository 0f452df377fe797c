package io.millrace.journal.queue;

import io.millrace.journal.JournalException;
import io.millrace.journal.JournalLockedException;
import io.millrace.journal.folder.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The lock of the one that writes. The operating system takes it away when the process is gone, however it went; the
 * process id in the file is only there to be told to others.
 */
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(final FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock take(final JournalFolder folder) {
        final Path file = folder.lockFile();
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                throw locked(folder, channel);
            }
            PrivateFiles.onlyForOwner(file);
            channel.truncate(0);
            final String pid = ProcessHandle.current().pid() + System.lineSeparator();
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            return new FolderLock(channel);
        } catch (final IOException e) {
            close(channel);
            throw new JournalException("The lock " + file + " cannot be taken: " + PrivateFiles.reason(e), e);
        } catch (final JournalLockedException e) {
            close(channel);
            throw e;
        }
    }

    /** Whether somebody writes to the journal now. */
    static boolean isTaken(final JournalFolder folder) {
        if (!Files.isWritable(folder.lockFile())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(folder.lockFile(), StandardOpenOption.WRITE)) {
            return !tryLock(channel);
        } catch (final IOException e) {
            return false;
        }
    }

    private static boolean tryLock(final FileChannel channel) throws IOException {
        try {
            final FileLock lock = channel.tryLock();
            return lock != null;
        } catch (final OverlappingFileLockException e) {
            return false;
        }
    }

    private static JournalLockedException locked(final JournalFolder folder, final FileChannel channel)
            throws IOException {
        final ByteBuffer text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        final String written = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
        long pid = -1;
        try {
            pid = Long.parseLong(written);
        } catch (final NumberFormatException e) {
            pid = -1;
        }
        final String who = pid == ProcessHandle.current().pid() ? "this process (" + pid + ")" : "process " + pid;
        return new JournalLockedException(
                "The journal in " + folder.path() + " is being written to by " + (pid < 0 ? "another process" : who)
                        + ". Stop it, or give another folder.",
                pid);
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(final FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (final IOException e) {
                // The descriptor is gone all the same, and the lock with it.
                return;
            }
        }
    }
}
