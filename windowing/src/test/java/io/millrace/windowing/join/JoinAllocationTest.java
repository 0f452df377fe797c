package io.millrace.windowing.join;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.record.Flyweight;
import io.millrace.state.Arena;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.Windows;
import io.millrace.windowing.check.Allocation;
import io.millrace.windowing.join.asof.AsOfJoin;
import io.millrace.windowing.join.asof.LookupJoin;
import io.millrace.windowing.join.cells.KeyedJoin;
import io.millrace.windowing.join.interval.IntervalJoin;
import io.millrace.windowing.join.window.WindowJoin;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What joins do to the heap and to their arena. */
class JoinAllocationTest {
    private static final int EVENTS = 200_000;

    /** Every kind of join. */
    enum Kind {
        AS_OF_FINAL((setup, handler) -> new AsOfJoin(setup, AsOfSpec.byEventTime(), handler)),
        AS_OF_ARRIVAL((setup, handler) -> new AsOfJoin(setup, AsOfSpec.byArrival(), handler)),
        AS_OF_CORRECTED((setup, handler) -> new AsOfJoin(setup, AsOfSpec.corrected(), handler)),
        INTERVAL_INNER((setup, handler) ->
                new IntervalJoin(setup, new IntervalSpec(JoinKind.INNER, -1_000_000, 2_000_000), handler)),
        INTERVAL_FULL((setup, handler) ->
                new IntervalJoin(setup, new IntervalSpec(JoinKind.FULL, -500_000, 1_000_000), handler)),
        LOOKUP_LATEST((setup, handler) -> new LookupJoin(setup, new LookupSpec(LookupSpec.LATEST, null), handler)),
        LOOKUP_BY_TIME((setup, handler) -> new LookupJoin(setup, new LookupSpec(100_000, null), handler)),
        WINDOW_TUMBLING((setup, handler) ->
                WindowJoin.open(setup, new WindowJoinSpec(JoinKind.FULL, Windows.tumbling(1_500_000)), handler)),
        WINDOW_SLIDING((setup, handler) -> WindowJoin.open(
                setup, new WindowJoinSpec(JoinKind.INNER, Windows.sliding(2_000_000, 500_000)), handler)),
        WINDOW_SESSION((setup, handler) ->
                WindowJoin.open(setup, new WindowJoinSpec(JoinKind.FULL, SessionWindows.withGap(600_000)), handler));

        private final BiFunction<JoinSetup, JoinHandler, KeyedJoin> factory;

        Kind(final BiFunction<JoinSetup, JoinHandler, KeyedJoin> factory) {
            this.factory = factory;
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldNotAllocateOnTheSteadyPath(final Kind kind) {
        try (Arena arena = new Arena(1L << 27)) {
            final Counter counter = new Counter();
            final JoinSetup setup =
                    new JoinSetup(arena, "join", null, BidFlyweight.TYPE, WinFlyweight.TYPE, Long.MAX_VALUE);
            final Driver driver = new Driver(kind.factory.apply(setup, counter));
            driver.run(EVENTS);
            final long least = Allocation.leastBytes(() -> driver.run(EVENTS));
            assertTrue(least < 1_000, least + " bytes for " + EVENTS + " events");
            assertTrue(counter.results > EVENTS, counter.results + " results");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldAnnounceEverySegmentBeforeItIsWrittenTo(final Kind kind) {
        final SplittableRandom random = new SplittableRandom(77);
        try (JoinUnderTest tested = new JoinUnderTest(kind.factory, false, Long.MAX_VALUE)) {
            for (int step = 0; step < 1_500; step++) {
                final long timeNs = step / 2 + random.nextInt(60);
                tested.onEvent(new TestEvent(random.nextBoolean(), random.nextInt(40), timeNs, step), step / 2 - 5);
                tested.onWatermark(step / 2 - 4);
            }
            assertTrue(tested.isAudited());
        }
    }

    /** Events of 500 keys, a microsecond apart, up to 20 of them late by up to 50 microseconds. */
    private static final class Driver {
        private final KeyedJoin join;
        private final BidFlyweight bid = new BidFlyweight();
        private final WinFlyweight win = new WinFlyweight();
        private final SplittableRandom random = new SplittableRandom(3);
        private long watermarkNs = Long.MIN_VALUE;
        private long step;

        Driver(final KeyedJoin join) {
            this.join = join;
            bid.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(bid.sizeBytes())), 0);
            win.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(win.sizeBytes())), 0);
        }

        void run(final int events) {
            for (int i = 0; i < events; i++) {
                final long timeNs = step++ * 1_000 - random.nextInt(50_500);
                final long key = random.nextInt(500);
                if (random.nextBoolean()) {
                    join.onLeft(key, timeNs, bid, watermarkNs);
                } else {
                    join.onRight(key, timeNs, win, watermarkNs);
                }
                watermarkNs = Math.max(watermarkNs, timeNs - 50_001);
                while (join.nextDueNs() <= watermarkNs) {
                    join.onWatermark(join.nextDueNs());
                }
            }
        }
    }

    private static final class Counter implements JoinHandler {
        private long results;

        @Override
        public void onPair(final Flyweight left, final Flyweight right, final long timeNs) {
            results++;
        }

        @Override
        public void onCorrection(final Flyweight left, final Flyweight right, final long timeNs) {
            results++;
        }

        @Override
        public void onLateLeft(final Flyweight left, final long timeNs, final boolean kept) {
            results++;
        }

        @Override
        public void onLateRight(final Flyweight right, final long timeNs, final boolean kept) {
            results++;
        }

        @Override
        public void onGap(final Flyweight event, final long timeNs) {
            throw new AssertionError("the windows of this test have no gaps");
        }

        @Override
        public void onUnrepresentable(final Flyweight event, final long timeNs) {
            throw new AssertionError("no time in this test is at an end of the axis");
        }
    }
}
