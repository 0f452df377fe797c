package io.millrace.windowing.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.state.ArenaSnapshot;
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.Elements;
import io.millrace.windowing.Emitter;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Window;
import io.millrace.windowing.cell.ElementsPlan;
import io.millrace.windowing.elements.CountedElements;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Count windows that keep their events, against lists. */
class CountedElementsTest {
    private static final long SEED = 20_261_122;
    private static final long ARENA_BYTES = 1L << 26;

    /** An event: its time, and its value, which is its place in the order of arrival. */
    private record Known(long timeNs, long value) {}

    private static final class Tested
            implements ResultHandler<TraceFlyweight>, MissedEventHandler<Ping>, AutoCloseable {
        private final CountWindows windows;
        private final boolean byRecord;
        private final List<String> out = new ArrayList<>();
        private final PingFlyweight ping = new PingFlyweight();
        private final HostFlyweight host = new HostFlyweight();
        private Arena arena = new Arena(ARENA_BYTES);
        private KeyedWindows<Ping> counts;

        Tested(final CountWindows windows, final boolean byRecord) {
            this.windows = windows;
            this.byRecord = byRecord;
            ping.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(ping.sizeBytes())), 0);
            host.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(host.sizeBytes())), 0);
            open();
        }

        private void open() {
            final RecordType<?, ?> pings = PingFlyweight.TYPE;
            final ElementsPlan<Ping, TraceFlyweight> plan =
                    new ElementsPlan<>(pings, TraceFlyweight.TYPE, this::process, (int) windows.size());
            counts = new CountedElements<>(
                    arena, "counts", byRecord ? HostFlyweight.TYPE : null, windows, plan, this, this);
        }

        private void process(final Window window, final Elements<Ping> elements, final Emitter<TraceFlyweight> made) {
            final StringBuilder text = new StringBuilder();
            text.append(byRecord ? ((HostFlyweight) window.keyRecord()).number() : window.key());
            text.append(" [")
                    .append(window.startNs())
                    .append(", ")
                    .append(window.endNs())
                    .append("):");
            for (int i = 0; i < elements.size(); i++) {
                text.append(' ').append(elements.get(i).value());
            }
            out.add(text.toString());
            made.next().count(elements.size());
            made.emit();
        }

        void restore() {
            final byte[] snapshot = ArenaSnapshot.toBytes(arena);
            arena.close();
            arena = ArenaSnapshot.fromBytes(snapshot, ARENA_BYTES);
            open();
        }

        void onEvent(final long key, final long timeNs, final long sequence) {
            ping.key(key).timeNs(timeNs).value(sequence);
            if (byRecord) {
                counts.onEvent(host.network(key * 31).number((int) key), timeNs, sequence, ping, 0);
            } else {
                counts.onEvent(key, timeNs, sequence, ping, 0);
            }
        }

        @Override
        public void onResult(final TraceFlyweight trace, final long timeNs) {
            out.add(trace.count() + "@" + timeNs);
        }

        @Override
        public void onFailure(final RuntimeException failure, final Window window) {
            throw failure;
        }

        @Override
        public void onLate(final Ping event, final long timeNs, final long lateByNs, final long windowStartNs) {
            throw new IllegalStateException("nothing is late");
        }

        @Override
        public void onPartlyLate(
                final Ping event,
                final long timeNs,
                final long lateByNs,
                final long firstStartNs,
                final long lastStartNs) {
            throw new IllegalStateException("nothing is late");
        }

        @Override
        public void onGap(final Ping event, final long timeNs) {
            out.add("gap " + event.value());
        }

        @Override
        public void onUnrepresentable(final Ping event, final long timeNs) {
            throw new IllegalStateException("count windows have no ends");
        }

        @Override
        public void close() {
            arena.close();
        }
    }

    /** What the last event of a key leads to: the window that it fills, or a gap. */
    private static List<String> expected(final long key, final List<Known> events, final CountWindows windows) {
        final List<String> expected = new ArrayList<>();
        final int count = events.size();
        if (windows.slide() > windows.size() && (count - 1) % windows.slide() >= windows.size()) {
            expected.add("gap " + events.get(count - 1).value());
        } else if (count >= windows.size() && (count - windows.size()) % windows.slide() == 0) {
            final List<Known> window = events.subList(count - (int) windows.size(), count);
            final long startNs = window.stream().mapToLong(Known::timeNs).min().orElseThrow();
            final long lastNs = window.stream().mapToLong(Known::timeNs).max().orElseThrow();
            final long endNs = lastNs == Long.MAX_VALUE ? lastNs : lastNs + 1;
            expected.add(key + " [" + startNs + ", " + endNs + "):"
                    + window.stream().map(each -> " " + each.value()).collect(Collectors.joining()));
            expected.add(windows.size() + "@" + lastNs);
        }
        return expected;
    }

    private static void compare(final long seed, final boolean restoring) {
        final SplittableRandom random = new SplittableRandom(seed);
        final CountWindows windows = CountWindows.sliding(1 + random.nextInt(6), 1 + random.nextInt(6));
        final String where = "seed " + seed + ", " + windows;
        final Map<Long, List<Known>> all = new HashMap<>();
        try (Tested tested = new Tested(windows, random.nextBoolean())) {
            for (int i = 0; i < 60; i++) {
                final long key = random.nextInt(3);
                final long timeNs = random.nextInt(10) == 0 ? Long.MAX_VALUE : random.nextInt(-100, 100);
                final List<Known> events = all.computeIfAbsent(key, each -> new ArrayList<>());
                events.add(new Known(timeNs, i));
                tested.onEvent(key, timeNs, i);
                if (restoring) {
                    tested.restore();
                }
                assertEquals(expected(key, events, windows), List.copyOf(tested.out), where + ", event " + i);
                tested.out.clear();
            }
            long open = 0;
            for (final List<Known> events : all.values()) {
                for (long start = 0; start < events.size(); start += windows.slide()) {
                    open += start + windows.size() > events.size() ? 1 : 0;
                }
            }
            assertEquals(open, tested.counts.countOpen(), where);
        }
    }

    @Test
    void shouldHandTheEventsOfEveryFullWindowToTheFunction() {
        for (int i = 0; i < 2_000; i++) {
            compare(SEED + i, false);
        }
    }

    @Test
    void shouldGoOnFromARestoreAfterEveryEvent() {
        for (int i = 0; i < 200; i++) {
            compare(SEED + 10_000 + i, true);
        }
    }

    @Test
    void shouldForgetKeysThatHaveNoEvents() {
        try (Tested tested = new Tested(CountWindows.tumbling(2), false)) {
            for (int i = 0; i < 200_000; i++) {
                tested.onEvent(i / 2, i, i);
                tested.out.clear();
            }
            assertEquals(0, tested.counts.countOpen());
            final long used = tested.arena.usedBytes();
            assertEquals(true, used < 20 * Arena.SEGMENT_BYTES, used + " bytes");
        }
    }

    @Test
    void shouldRefuseWindowsThatDoNotFitTheLimit() {
        final CountWindows windows = CountWindows.tumbling(3);
        try (Arena arena = new Arena(ARENA_BYTES)) {
            final RecordType<?, ?> pings = PingFlyweight.TYPE;
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new CountedElements<>(
                            arena,
                            "counts",
                            null,
                            windows,
                            new ElementsPlan<Ping, TraceFlyweight>(
                                    pings, TraceFlyweight.TYPE, (window, elements, out) -> {}, 2),
                            null,
                            null));
        }
    }
}
