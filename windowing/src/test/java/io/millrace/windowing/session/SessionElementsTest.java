package io.millrace.windowing.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.state.ArenaSnapshot;
import io.millrace.state.StateLimitException;
import io.millrace.windowing.Elements;
import io.millrace.windowing.ElementsFunction;
import io.millrace.windowing.Emitter;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.SessionRules;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.Window;
import io.millrace.windowing.cell.CellPlan;
import io.millrace.windowing.cell.ElementsPlan;
import io.millrace.windowing.elements.SessionElements;
import io.millrace.windowing.trigger.Decision;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.TriggerContext;
import io.millrace.windowing.trigger.Triggers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Sessions that keep their events say the same as those that aggregate them. */
class SessionElementsTest {
    private static final long SEED = 20_261_122;
    private static final long ARENA_BYTES = 1L << 26;
    private static final int PLENTY = 1_000;

    /** Computes what {@link ClickTally} does, of the events. Values are the events' places in the order of arrival. */
    private static class Tally implements ElementsFunction<Click, VisitFlyweight> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(final Window window, final Elements<Click> elements, final Emitter<VisitFlyweight> out) {
            long sum = 0;
            long firstNs = Long.MAX_VALUE;
            long lastNs = Long.MIN_VALUE;
            long before = -1;
            for (int i = 0; i < elements.size(); i++) {
                final Click click = elements.get(i);
                assertTrue(click.value() > before, "in the order of arrival");
                assertEquals(click.timeNs(), elements.timeNs(i));
                before = click.value();
                sum += before;
                firstNs = Math.min(firstNs, click.timeNs());
                lastNs = Math.max(lastNs, click.timeNs());
            }
            out.next()
                    .key(window.key())
                    .startNs(window.startNs())
                    .endNs(window.endNs())
                    .count(elements.size() + elements.droppedCount())
                    .sum(sum)
                    .firstNs(firstNs)
                    .lastNs(lastNs)
                    .firedBefore(window.firedBefore())
                    .dropped(window.isDropped())
                    .retraction(window.isRetraction());
            out.emit();
        }
    }

    /** Sessions with what they say as text. */
    private static final class Tested
            implements ResultHandler<VisitFlyweight>, MissedEventHandler<Click>, AutoCloseable {
        private final SessionRules<Click> rules;
        private final Trigger<? super Click> trigger;
        private final ElementsFunction<Click, VisitFlyweight> function;
        private final int maxElements;
        private final List<String> out = new ArrayList<>();
        private final ClickFlyweight click = new ClickFlyweight();
        private Arena arena = new Arena(ARENA_BYTES);
        private KeyedWindows<Click> sessions;

        /** Without a function: by aggregate. */
        Tested(
                final SessionRules<Click> rules,
                final Trigger<? super Click> trigger,
                final ElementsFunction<Click, VisitFlyweight> function,
                final int maxElements) {
            this.rules = rules;
            this.trigger = trigger;
            this.function = function;
            this.maxElements = maxElements;
            click.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(click.sizeBytes())), 0);
            open();
        }

        private void open() {
            if (function == null) {
                final ClickTally tally = new ClickTally(false);
                sessions = trigger == null
                        ? new KeyedSessions<>(arena, "sessions", null, rules, tally, this, this)
                        : new TriggeredSessions<>(arena, "sessions", null, cells(), tally, this, this);
                return;
            }
            final RecordType<?, ?> clicks = ClickFlyweight.TYPE;
            final SessionElements<Click, VisitFlyweight> elements = new SessionElements<>(
                    arena, "sessions", new ElementsPlan<>(clicks, VisitFlyweight.TYPE, function, maxElements));
            final ResultHandler<VisitFlyweight> calls = elements.resultsTo(this);
            sessions = trigger == null
                    ? new KeyedSessions<>(arena, "sessions", null, rules, elements, calls, this)
                    : new TriggeredSessions<>(arena, "sessions", null, cells(), elements, calls, this);
        }

        private CellPlan<Click> cells() {
            return new CellPlan<>(
                    SessionWindows.withGap(rules.gapNs()),
                    trigger,
                    rules.allowedLatenessNs(),
                    rules.discarding(),
                    () -> 0);
        }

        void restore() {
            final byte[] snapshot = ArenaSnapshot.toBytes(arena);
            arena.close();
            arena = ArenaSnapshot.fromBytes(snapshot, ARENA_BYTES);
            open();
        }

        void onEvent(final long key, final long timeNs, final long sequence, final long watermarkNs) {
            click.key(key).timeNs(timeNs).value(sequence);
            sessions.onEvent(key, timeNs, sequence, click, watermarkNs);
        }

        void onWatermark(final long watermarkNs) {
            if (watermarkNs >= sessions.nextDueNs()) {
                sessions.onWatermark(watermarkNs);
            }
        }

        String taken() {
            final String taken = String.join("\n", out);
            out.clear();
            return taken;
        }

        @Override
        public void onResult(final VisitFlyweight visit, final long timeNs) {
            out.add(visit + "@" + timeNs);
        }

        @Override
        public void onRetraction(final VisitFlyweight visit, final long timeNs) {
            out.add("not " + visit + "@" + timeNs);
        }

        @Override
        public void onFailure(final RuntimeException failure, final Window window) {
            throw failure;
        }

        @Override
        public void onLate(final Click event, final long timeNs, final long lateByNs, final long windowStartNs) {
            out.add("late " + event);
        }

        @Override
        public void onPartlyLate(
                final Click event,
                final long timeNs,
                final long lateByNs,
                final long firstStartNs,
                final long lastStartNs) {
            throw new IllegalStateException("a session has an event or not");
        }

        @Override
        public void onGap(final Click event, final long timeNs) {
            throw new IllegalStateException("sessions leave no gaps");
        }

        @Override
        public void onUnrepresentable(final Click event, final long timeNs) {
            out.add("unrepresentable " + event);
        }

        @Override
        public void close() {
            arena.close();
        }
    }

    /** Fires with every value that 3 divides, and forgets everything with one that 7 divides. */
    private static final class Forgetful implements Trigger<Click> {
        private static final long serialVersionUID = 1L;

        @Override
        public Decision onEvent(final Click event, final TriggerContext context) {
            if (event.value() % 7 == 0) {
                return Decision.PURGE;
            }
            return event.value() % 3 == 0 ? Decision.FIRE : Decision.CONTINUE;
        }
    }

    private static List<Trigger<? super Click>> triggers() {
        final List<Trigger<? super Click>> triggers = new ArrayList<>();
        triggers.add(null);
        triggers.add(Triggers.count(2));
        triggers.add(new Forgetful());
        return triggers;
    }

    private static void compare(final long seed, final boolean restoring) {
        final SplittableRandom random = new SplittableRandom(seed);
        final List<Trigger<? super Click>> triggers = triggers();
        final Trigger<? super Click> trigger = triggers.get(random.nextInt(triggers.size()));
        final long latenessNs = random.nextBoolean() ? 0 : random.nextInt(60);
        final SessionRules<Click> rules =
                new SessionRules<>(1 + random.nextInt(10), null, latenessNs, random.nextInt(3) == 0);
        final String where = "seed " + seed + ", " + rules + ", " + trigger;
        try (Tested expected = new Tested(rules, trigger, null, 0);
                Tested actual = new Tested(rules, trigger, new Tally(), PLENTY)) {
            long watermarkNs = Long.MIN_VALUE;
            final int events = 1 + random.nextInt(60);
            for (int i = 0; i < events; i++) {
                final long key = random.nextLong(3);
                final long timeNs = random.nextLong(-50, 50) + i;
                expected.onEvent(key, timeNs, i, watermarkNs);
                actual.onEvent(key, timeNs, i, watermarkNs);
                if (restoring) {
                    actual.restore();
                }
                watermarkNs = Math.max(watermarkNs, timeNs - 20);
                expected.onWatermark(watermarkNs);
                actual.onWatermark(watermarkNs);
                assertEquals(expected.taken(), actual.taken(), where + ", event " + i);
                assertEquals(expected.sessions.countOpen(), actual.sessions.countOpen(), where);
            }
            expected.onWatermark(Long.MAX_VALUE);
            actual.onWatermark(Long.MAX_VALUE);
            assertEquals(expected.taken(), actual.taken(), where + ", the end");
        }
    }

    @Test
    void shouldSayOfItsEventsWhatAnAggregateSays() {
        for (int i = 0; i < 3_000; i++) {
            compare(SEED + i, false);
        }
    }

    @Test
    void shouldSayTheSameWithARestoreAfterEveryEvent() {
        for (int i = 0; i < 200; i++) {
            compare(SEED + 10_000 + i, true);
        }
    }

    @Test
    void shouldGiveTheMemoryOfEventsBack() {
        final SessionRules<Click> rules = new SessionRules<>(5, null, 20, false);
        try (Tested tested = new Tested(rules, null, new Tally(), PLENTY)) {
            long used = 0;
            for (int i = 0; i < 200_000; i++) {
                final long timeNs = i * 2L + (i % 7 == 0 ? 30 : 0);
                tested.onEvent(i % 5, timeNs, i, timeNs - 40);
                tested.onWatermark(timeNs - 40);
                tested.out.clear();
                if (i == 10_000) {
                    used = tested.arena.usedBytes();
                }
            }
            assertEquals(used, tested.arena.usedBytes());
        }
    }

    @Test
    void shouldKeepTheFirstEventsToArriveWhereAMergeHasTooMany() {
        final SessionRules<Click> rules = new SessionRules<>(10, null, 0, false);
        try (Tested tested = new Tested(rules, null, new Tally(), 3)) {
            tested.onEvent(1, 0, 1, -100);
            tested.onEvent(1, 15, 2, -100);
            tested.onEvent(1, 16, 4, -100);
            tested.onEvent(1, 1, 5, -100);
            assertThrows(StateLimitException.class, () -> tested.onEvent(1, 8, 6, -100));
            tested.onWatermark(Long.MAX_VALUE);
            final String visit = tested.taken();
            assertTrue(visit.contains("count=5") && visit.contains("sum=7"), visit);
        }
    }
}
