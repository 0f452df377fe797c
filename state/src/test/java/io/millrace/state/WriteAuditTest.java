package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every store of every kind of state is announced; one that is not is found, with its place and its owner. */
final class WriteAuditTest {
    private static String failure(final WriteAudit audit) {
        return assertThrows(StateException.class, audit::check).getMessage();
    }

    @Test
    void shouldFindThatEveryKindOfStateAnnouncesItsStores() {
        for (int seed = 0; seed < 10; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            try (BusyState state = new BusyState(random, 1 + random.nextInt(200))) {
                final WriteAudit audit = WriteAudit.start(state.arena());
                for (int step = 0; step < 2_000; step++) {
                    state.step();
                    audit.check();
                }
            } catch (final StateException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void shouldNameTheStateThatWasWrittenToUnannounced() {
        try (Arena arena = new Arena(1 << 20)) {
            final LongTable other = new LongTable(arena, TableSpec.of("other", 16));
            final LongTable table = new LongTable(arena, TableSpec.of("prices", 16));
            other.getOrCreate(1);
            final long cell = table.getOrCreate(7);
            final WriteAudit audit = WriteAudit.start(arena);
            arena.beforeWrite(cell);
            arena.putLong(cell, 1);
            audit.check();
            audit.check();
            arena.putLong(cell, 2);
            final String message = failure(audit);
            assertTrue(message.contains("'prices', long-table") && message.contains("0x1 became 0x2"), message);
            assertTrue(message.contains("Segment " + (cell & -Arena.SEGMENT_BYTES) + " "), message);
        }
    }

    @Test
    void shouldFindAStoreThatIsAnnouncedTooLate() {
        try (Arena arena = new Arena(1 << 20)) {
            final long root = arena.root("counter", "test", 1, 8);
            final WriteAudit audit = WriteAudit.start(arena);
            arena.putLong(root, 1);
            arena.beforeWrite(root);
            final String message = failure(audit);
            assertTrue(message.contains("root of state 'counter', test"), message);
            assertTrue(message.contains("before it was announced"), message);
        }
    }

    @Test
    void shouldFindAStoreThatWasAnnouncedInAnEarlierEventOnly() {
        try (Arena arena = new Arena(1 << 20)) {
            final long segment = arena.allocateSegment();
            final WriteAudit audit = WriteAudit.start(arena);
            arena.freeSegment(segment);
            audit.check();
            arena.putLong(segment, 8);
            final String message = failure(audit);
            assertTrue(message.contains("(free)"), message);
            audit.stop();
            arena.beforeWrite(segment);
            assertTrue(failure(audit).equals(message), "what was found stays found");
        }
    }
}
