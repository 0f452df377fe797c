package io.millrace.journal.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.journal.JournalException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCheckpointStoreTest {
    private static final byte[] FINGERPRINTS = {1, 2, 3, 4, 5};

    @TempDir
    private Path temporary;

    private final List<String> told = new ArrayList<>();

    private Path folder() {
        return temporary.resolve("checkpoints");
    }

    private static CheckpointHeader header(final long id, final long position) {
        return new CheckpointHeader(id, position, 7, FINGERPRINTS);
    }

    private static byte[] random(final long seed, final int length) {
        final byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static void write(final CheckpointStore store, final long id, final byte[]... sections) {
        try (CheckpointWriter writer = store.write(header(id, 100 * id))) {
            for (int i = 0; i < sections.length; i++) {
                writer.beginSection(10 + i);
                writer.write(new UnsafeBuffer(sections[i]), 0, sections[i].length);
            }
            final CheckpointInfo info = writer.commit(-id);
            assertEquals(header(id, 100 * id), info.header());
        }
    }

    private static List<byte[]> sections(final StoredCheckpoint checkpoint) {
        final List<ByteArrayOutputStream> sections = new ArrayList<>();
        checkpoint.forEachPiece((section, id, bytes, offset, length) -> {
            if (section == sections.size()) {
                sections.add(new ByteArrayOutputStream());
            }
            assertEquals(10 + section, id);
            final byte[] piece = new byte[length];
            bytes.getBytes(offset, piece);
            sections.get(section).writeBytes(piece);
        });
        return sections.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }

    private long newestId(final CheckpointStore store, final long maxPosition) {
        final Optional<StoredCheckpoint> newest = store.newest(maxPosition, told::add);
        try (StoredCheckpoint checkpoint = newest.orElse(null)) {
            return checkpoint == null ? -1 : checkpoint.info().header().id();
        }
    }

    @Test
    void shouldReadBackSectionsOfAllLengths() {
        final long seed = System.nanoTime();
        final byte[][] sections = {
            {},
            random(seed, 1),
            random(seed + 1, 1 << 20),
            random(seed + 2, (1 << 20) + 1),
            random(seed + 3, 5_000_000),
            {}
        };
        final CheckpointStore store = FolderCheckpointStore.open(folder());
        write(store, 3, sections);
        try (StoredCheckpoint checkpoint =
                store.newest(Long.MAX_VALUE, told::add).orElseThrow()) {
            assertEquals(header(3, 300), checkpoint.info().header());
            assertEquals(-3, checkpoint.info().stateDigest());
            for (int twice = 0; twice < 2; twice++) {
                final List<byte[]> read = sections(checkpoint);
                assertEquals(sections.length, read.size());
                for (int i = 0; i < sections.length; i++) {
                    assertArrayEquals(sections[i], read.get(i), "seed " + seed + ", section " + i);
                }
            }
        }
        assertEquals(List.of(), told);
    }

    @Test
    void shouldTakeTheNewestUpToAPosition() {
        final CheckpointStore store = FolderCheckpointStore.open(folder());
        assertEquals(-1, newestId(store, Long.MAX_VALUE));
        for (int id = 1; id <= 4; id++) {
            write(store, id, random(id, 100));
        }
        assertEquals(4, newestId(store, Long.MAX_VALUE));
        assertEquals(4, newestId(store, 400));
        assertEquals(3, newestId(store, 399));
        assertEquals(-1, newestId(store, 99));
        assertEquals(
                List.of(4L, 3L, 2L, 1L),
                store.list().stream().map(CheckpointHeader::id).toList());
        assertThrows(IllegalArgumentException.class, () -> store.write(header(4, 500)));
        assertEquals(List.of(), told);
    }

    @Test
    void shouldKeepTheNewestTwoAtLeast() {
        final CheckpointStore store = FolderCheckpointStore.open(folder());
        for (int id = 1; id <= 5; id++) {
            write(store, id, random(id, 100));
        }
        assertThrows(IllegalArgumentException.class, () -> store.prune(1));
        assertEquals(300, store.prune(3));
        assertEquals(
                List.of(5L, 4L, 3L),
                store.list().stream().map(CheckpointHeader::id).toList());
        assertEquals(400, store.prune(2));
        assertEquals(400, store.prune(2));
    }

    @Test
    void shouldUseTheOlderOneWhateverByteIsChanged() throws IOException {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final CheckpointStore store = FolderCheckpointStore.open(folder());
        write(store, 1, random(seed, 200), random(seed, 30));
        write(store, 2, random(seed, 200), random(seed, 30), new byte[0]);
        final Path file = file(2);
        final byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length; at++) {
            final byte[] changed = bytes.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, changed);
            checkPassedOver(store, "seed " + seed + ", byte " + at);
        }
        for (int length = 0; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            checkPassedOver(store, "cut at " + length);
        }
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
        checkPassedOver(store, "one byte more");
        Files.write(file, bytes);
        assertEquals(2, newestId(store, Long.MAX_VALUE));
    }

    private void checkPassedOver(final CheckpointStore store, final String where) {
        told.clear();
        assertEquals(1, newestId(store, Long.MAX_VALUE), where);
        assertEquals(1, told.size(), where);
        assertTrue(told.get(0).contains(file(2).toString()), where + ": " + told);
    }

    private Path file(final long id) {
        return folder().resolve(String.format("checkpoint-%019d.mrc", id));
    }

    @Test
    void shouldTellEachStepInOrderAndLeaveWhatEachPromises() {
        final List<CheckpointStep> steps = new ArrayList<>();
        write(FolderCheckpointStore.open(folder(), steps::add), 1, random(1, 10), random(2, 10));
        assertEquals(
                List.of(
                        CheckpointStep.BEFORE_FILE,
                        CheckpointStep.WITHIN_FILE,
                        CheckpointStep.WITHIN_FILE,
                        CheckpointStep.BEFORE_SYNC,
                        CheckpointStep.BEFORE_RENAME,
                        CheckpointStep.AFTER_RENAME,
                        CheckpointStep.BEFORE_FOLDER_SYNC,
                        CheckpointStep.STORED),
                steps);
        final Set<CheckpointStep> stored = EnumSet.range(CheckpointStep.AFTER_RENAME, CheckpointStep.STORED);
        long id = 1;
        for (final CheckpointStep dying : CheckpointStep.values()) {
            final CheckpointStore store = FolderCheckpointStore.open(folder(), step -> {
                if (step == dying) {
                    throw new IllegalStateException("dies");
                }
            });
            final long next = id + 1;
            assertThrows(IllegalStateException.class, () -> write(store, next, random(next, 5_000)));
            id = stored.contains(dying) ? next : id;
            assertEquals(id, newestId(FolderCheckpointStore.open(folder()), Long.MAX_VALUE), dying.toString());
        }
        assertEquals(List.of(), told);
    }

    @Test
    void shouldLeaveNothingOfAHalfWrittenOne() throws IOException {
        final CheckpointStore store = FolderCheckpointStore.open(folder());
        write(store, 1, random(1, 100));
        try (CheckpointWriter writer = store.write(header(2, 200))) {
            writer.beginSection(1);
            writer.write(new UnsafeBuffer(random(2, 3_000_000)), 0, 3_000_000);
        }
        assertEquals(1, newestId(store, Long.MAX_VALUE));
        Files.write(folder().resolve("checkpoint-0000000000000000009.mrc.tmp"), random(3, 1_000));
        assertEquals(1, newestId(FolderCheckpointStore.open(folder()), Long.MAX_VALUE));
        try (Stream<Path> files = Files.list(folder())) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void shouldLetOnlyTheOwnerIn() throws IOException {
        write(FolderCheckpointStore.open(folder()), 1, random(1, 100));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file(1))));
    }

    @Test
    void shouldSayThatThePathIsAFile() throws IOException {
        final Path file = Files.createFile(temporary.resolve("file"));
        final JournalException e = assertThrows(JournalException.class, () -> FolderCheckpointStore.open(file));
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        assertFalse(FolderCheckpointStore.openForReading(temporary.resolve("none"))
                .newest(Long.MAX_VALUE, told::add)
                .isPresent());
    }
}
