package io.millrace.journal.memory;

import io.millrace.journal.CheckpointMark;
import io.millrace.journal.Damage;
import io.millrace.journal.Excerpt;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.Verification;
import io.millrace.journal.format.Checksum;
import io.millrace.journal.format.ExcerptLayout;
import java.util.List;
import java.util.Optional;

/** Reads a whole disk, up to its end or the first damage. */
final class MemoryScan {
    private final MemoryDisk disk;
    private final Checksum checksum = new Checksum();
    private final Excerpt excerpt = new Excerpt();
    private int offset;
    private long ordinal;
    private long position;
    private long excerpts;
    private int epoch;
    private byte[] epochDescription = {};
    private CheckpointMark mark;
    private Damage damage;

    MemoryScan(final MemoryDisk disk) {
        this.disk = disk;
        offset = disk.removedLength();
        ordinal = disk.firstOrdinal();
        position = disk.firstPosition();
        int length = check();
        while (length > 0 && isNext()) {
            take(length);
            length = check();
        }
        if (length > 0 || isFollowedByExcerpt()) {
            damage = new Damage(
                    "memory",
                    offset,
                    position,
                    length > 0
                            ? "excerpt " + ordinal + " is missing"
                            : "the excerpt there " + ExcerptLayout.describe(length) + ", and whole ones follow");
        }
    }

    private int check() {
        return ExcerptLayout.check(disk.buffer(), offset, disk.length(), checksum);
    }

    private boolean isNext() {
        return ExcerptLayout.ordinal(disk.buffer(), offset) == ordinal
                && ExcerptLayout.firstPosition(disk.buffer(), offset) == position;
    }

    private void take(final int length) {
        excerpt.wrap(disk.buffer(), offset);
        epoch = excerpt.epoch();
        if (excerpt.kind() == ExcerptKind.EPOCH) {
            epochDescription = new byte[excerpt.payloadLength()];
            excerpt.payload().getBytes(excerpt.payloadOffset(), epochDescription);
        } else if (excerpt.kind() == ExcerptKind.CHECKPOINT) {
            mark = CheckpointMark.of(excerpt);
        }
        excerpts++;
        ordinal++;
        position = excerpt.endPosition();
        offset += length;
    }

    private boolean isFollowedByExcerpt() {
        for (int at = offset + 1; at < disk.length(); at++) {
            if (ExcerptLayout.check(disk.buffer(), at, disk.length(), checksum) > 0
                    && ExcerptLayout.ordinal(disk.buffer(), at) >= ordinal) {
                return true;
            }
        }
        return false;
    }

    Verification verification() {
        final Damage found = damage != null || offset == disk.length()
                ? damage
                : new Damage("memory", offset, position, disk.length() - offset + " bytes are no excerpt");
        return new Verification(
                1, excerpts, disk.firstPosition(), position, found == null ? List.of() : List.of(found), List.of());
    }

    int offset() {
        return offset;
    }

    long ordinal() {
        return ordinal;
    }

    long position() {
        return position;
    }

    int epoch() {
        return epoch;
    }

    byte[] epochDescription() {
        return epochDescription;
    }

    Optional<CheckpointMark> mark() {
        return Optional.ofNullable(mark);
    }

    Damage damage() {
        return damage;
    }
}
