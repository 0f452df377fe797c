package io.millrace.journal.memory;

import io.millrace.journal.CheckpointMark;
import io.millrace.journal.Damage;
import io.millrace.journal.Journal;
import io.millrace.journal.JournalDamagedException;
import io.millrace.journal.JournalLockedException;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.JournalReader;
import io.millrace.journal.JournalWriter;
import io.millrace.journal.Opening;
import io.millrace.journal.SyncPolicy;
import io.millrace.journal.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A journal on a {@link MemoryDisk}. There is no thread in the background: with a sync policy of every interval,
 * whoever owns the test's clock calls {@link JournalWriter#sync()}.
 *
 * <p><b>Not thread-safe</b>: one thread.
 */
public final class MemoryJournal implements Journal {
    private final MemoryDisk disk;
    private final MemoryWriter writer;
    private final Opening opening;

    private MemoryJournal(final MemoryDisk disk, final MemoryWriter writer, final Opening opening) {
        this.disk = disk;
        this.writer = writer;
        this.opening = opening;
    }

    /**
     * Opens a disk for writing.
     *
     * @param disk the disk.
     * @param options how it is written; files are as long as they say.
     * @return the journal.
     * @throws JournalLockedException if another journal is open for writing on the disk.
     * @throws JournalDamagedException if it is damaged before its end, and the options do not say to cut there.
     */
    public static MemoryJournal openForWriting(final MemoryDisk disk, final JournalOptions options) {
        if (disk.isHeld()) {
            throw new JournalLockedException(
                    "The disk is being written to by process "
                            + ProcessHandle.current().pid() + ".",
                    ProcessHandle.current().pid());
        }
        final MemoryScan scan = new MemoryScan(disk);
        if (scan.damage() != null && !options.cutAtDamage()) {
            throw new JournalDamagedException(scan.damage());
        }
        final Opening opening = opening(disk, scan);
        disk.keep(scan.offset());
        final MemoryWriter writer = new MemoryWriter(disk, options, scan);
        disk.take(writer);
        disk.opened();
        if (options.sync().kind() != SyncPolicy.Kind.NONE) {
            writer.sync();
        }
        return new MemoryJournal(disk, writer, opening);
    }

    /**
     * Opens a disk for reading.
     *
     * @param disk the disk.
     * @return the journal.
     */
    public static MemoryJournal openForReading(final MemoryDisk disk) {
        return new MemoryJournal(disk, null, opening(disk, new MemoryScan(disk)));
    }

    private static Opening opening(final MemoryDisk disk, final MemoryScan scan) {
        final List<String> messages = new ArrayList<>();
        final Damage damage = scan.damage();
        final int dropped = disk.length() - scan.offset();
        final long lost = Math.max(0, disk.closedPosition() - scan.position());
        if (damage != null) {
            messages.add("The journal is damaged: " + damage + '.');
        } else if (dropped > 0) {
            messages.add("The journal ends at position " + scan.position() + "; " + dropped
                    + " bytes behind it are no whole excerpt and are dropped: memory at byte " + scan.offset() + '.');
        }
        if (disk.closedOrdinal() > scan.ordinal()) {
            messages.add("The journal ends at position " + scan.position() + ", and was closed at position "
                    + disk.closedPosition() + ": " + lost + " positions are gone.");
        }
        return new Opening(
                disk.firstPosition(),
                scan.position(),
                scan.ordinal(),
                scan.epoch(),
                disk.closedOrdinal() >= 0 && messages.isEmpty(),
                dropped,
                lost,
                messages);
    }

    @Override
    public JournalWriter writer() {
        checkWriting();
        return writer;
    }

    private void checkWriting() {
        if (writer == null) {
            throw new IllegalStateException("The journal is open for reading only.");
        }
    }

    @Override
    public JournalReader reader(final long position) {
        if (position < disk.firstPosition()) {
            throw new IllegalArgumentException("Position " + position + " is not held: the journal starts at position "
                    + disk.firstPosition() + ".");
        }
        return new MemoryReader(disk, position);
    }

    @Override
    public long firstPosition() {
        return disk.firstPosition();
    }

    @Override
    public Opening opening() {
        return opening;
    }

    @Override
    public Optional<CheckpointMark> lastCheckpoint() {
        return new MemoryScan(disk).mark();
    }

    @Override
    public Verification verify() {
        return new MemoryScan(disk).verification();
    }

    @Override
    public long prune(final long position) {
        checkWriting();
        disk.prune(position);
        return disk.firstPosition();
    }

    @Override
    public void close() {
        if (writer != null && disk.isHeldBy(writer)) {
            try {
                if (writer.policy() != SyncPolicy.Kind.NONE) {
                    writer.sync();
                }
            } finally {
                writer.close();
            }
        }
    }
}
