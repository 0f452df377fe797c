package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.engine.KeyedStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.TickKey;
import io.millrace.engine.TickKeyFlyweight;
import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.engine.function.ProcessSpec;
import io.millrace.engine.function.ProcessStates;
import io.millrace.engine.function.TimerContext;
import io.millrace.engine.function.Timers;
import io.millrace.state.StateOptions;
import io.millrace.state.StateSpec;
import io.millrace.state.ValueState;
import io.millrace.windowing.watermark.Watermarks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** Timers of a process function beside a list that is sorted and scanned, restored after every single step. */
class TimerOrderTest {
    private static final int CASES = 1_500;
    private static final int STEPS = 40;
    private static final long BOUND = 5;
    private static final StateSpec.Value<Tick, TickFlyweight> LAST =
            new StateSpec.Value<>("last", TickFlyweight.TYPE, StateOptions.DEFAULT);

    /** What an event asks for is in its value: 0-39 event time, 40-79 processing time, then delete the last one. */
    private static final class Registering implements ProcessFunction<Tick, TickFlyweight> {
        private final Timers timers;
        private final ValueState<Tick, TickFlyweight> last;

        Registering(final ProcessStates states) {
            timers = states.timers();
            last = states.open(LAST);
        }

        @Override
        public void onEvent(final Tick tick, final ProcessContext context, final Collector<TickFlyweight> out) {
            if (tick.value() < 40) {
                last.edit().value(timers.registerEventTime(tick.timeNs() + tick.value() - 10, tick.value()));
            } else if (tick.value() < 80) {
                final long atNs = context.processingTimeNs() + tick.value() - 50;
                last.edit().value(timers.registerProcessingTime(atNs, tick.value()));
            } else if (last.get() != null) {
                final boolean deleted = timers.delete(last.get().value());
                out.next().key(-1).value(deleted ? 1 : 0);
                out.emit();
            }
        }

        @Override
        public void onTimer(final TimerContext context, final Collector<TickFlyweight> out) {
            final TickKey key = (TickKey) context.keyRecord();
            out.next()
                    .key(key == null ? context.key() : key.high() * 10 + key.low())
                    .value(context.payload() * 1_000_000
                            + context.watermarkNs() % 1_000 * 1_000
                            + context.processingTimeNs() % 1_000);
            out.emit();
            if (context.payload() % 3 == 1) {
                final long atNs = context.timeNs() + context.payload() % 7 - 3;
                if (context.isProcessingTime()) {
                    timers.registerProcessingTime(atNs, context.payload() / 2);
                } else {
                    timers.registerEventTime(atNs, context.payload() / 2);
                }
            }
        }
    }

    private static Pipeline pipeline(final boolean byRecord) {
        final PipelineBuilder builder = Pipeline.builder("timers");
        final io.millrace.engine.EventStream<Tick> ticks =
                builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.boundedDisorder(BOUND));
        final KeyedStream<Tick> keyed = byRecord
                ? ticks.keyBy(
                        TickKeyFlyweight.TYPE,
                        (tick, key) -> key.high(tick.key() / 10).low(tick.key() % 10))
                : ticks.keyBy(Tick::key);
        keyed.process(
                        "timers",
                        TickFlyweight.TYPE,
                        Registering::new,
                        ProcessSpec.of(LAST).withTimers())
                .results()
                .forEach("out", tick -> {});
        return builder.build();
    }

    private static final class Timer {
        boolean processing;
        long timeNs;
        long key;
        long order;
        long registration;
        long payload;
    }

    /** Sorts and scans. */
    private static final class Naive {
        private final boolean byRecord;
        private final Comparator<Timer> order;
        private final List<Timer> timers = new ArrayList<>();
        private final Map<Long, Timer> last = new HashMap<>();
        private final Map<Long, Long> numbers = new HashMap<>();
        private final List<String> lines = new ArrayList<>();
        private long nextNumber;
        private long registrations;
        private long maxNs = Long.MIN_VALUE;
        private long watermarkNs = Long.MIN_VALUE;
        private long judgedNs = Long.MIN_VALUE;
        private long processingNs = Long.MIN_VALUE;
        private boolean ended;

        Naive(final boolean byRecord, final Comparator<Timer> order) {
            this.byRecord = byRecord;
            this.order = order;
        }

        void event(final long ingressNs, final long timeNs, final long key, final long value) {
            processingNs = Math.max(processingNs, ingressNs);
            if (value < 40) {
                last.put(key, add(false, timeNs + value - 10, key, value));
            } else if (value < 80) {
                last.put(key, add(true, processingNs + value - 50, key, value));
            } else if (last.containsKey(key)) {
                final boolean deleted = timers.contains(last.get(key));
                remove(last.get(key));
                lines.add(timeNs + " -1 " + (deleted ? 1 : 0));
            }
            maxNs = Math.max(maxNs, timeNs);
            rise(maxNs - BOUND - 1);
            fire(true, processingNs);
        }

        private void remove(final Timer timer) {
            if (timers.remove(timer) && timers.stream().noneMatch(each -> each.key == timer.key)) {
                numbers.remove(timer.key);
            }
        }

        private Timer add(final boolean processing, final long timeNs, final long key, final long payload) {
            final Timer timer = new Timer();
            timer.processing = processing;
            timer.timeNs = processing ? timeNs : Math.max(timeNs, judgedNs + 1);
            timer.key = key;
            timer.order = byRecord ? numbers.computeIfAbsent(key, each -> nextNumber++) : key;
            timer.registration = registrations++;
            timer.payload = payload;
            timers.add(timer);
            return timer;
        }

        void rise(final long newWatermarkNs) {
            if (newWatermarkNs > watermarkNs) {
                watermarkNs = newWatermarkNs;
                fire(false, watermarkNs);
                judgedNs = watermarkNs;
            }
        }

        void tick(final long ingressNs) {
            processingNs = Math.max(processingNs, ingressNs);
            fire(true, processingNs);
        }

        void end() {
            ended = true;
            rise(Long.MAX_VALUE);
            fire(true, Long.MAX_VALUE);
        }

        private void fire(final boolean processing, final long nowNs) {
            while (true) {
                final Timer timer = timers.stream()
                        .filter(each -> each.processing == processing && each.timeNs <= nowNs)
                        .min(order)
                        .orElse(null);
                if (timer == null) {
                    return;
                }
                remove(timer);
                if (!processing) {
                    judgedNs = Math.max(judgedNs, Math.min(watermarkNs, timer.timeNs - 1));
                }
                final long value = timer.payload * 1_000_000 + judgedNs % 1_000 * 1_000 + processingNs % 1_000;
                lines.add(timer.timeNs + " " + timer.key + " " + value);
                if (timer.payload % 3 == 1 && !ended) {
                    add(processing, timer.timeNs + timer.payload % 7 - 3, timer.key, timer.payload / 2);
                }
            }
        }
    }

    private static final Comparator<Timer> ORDER = Comparator.<Timer>comparingLong(timer -> timer.timeNs)
            .thenComparingLong(timer -> timer.order)
            .thenComparingLong(timer -> timer.registration);

    private static List<String> lines(final TestStep step) {
        final List<String> lines = new ArrayList<>();
        step.outputs("out").forEach(output -> {
            final Tick tick = output.as(TickFlyweight.TYPE);
            lines.add(tick.timeNs() + " " + tick.key() + " " + tick.value());
        });
        return lines;
    }

    private static void compare(final long seed, final Comparator<Timer> order, final int restoreEvery) {
        final SplittableRandom random = new SplittableRandom(seed);
        final boolean byRecord = random.nextBoolean();
        final Naive naive = new Naive(byRecord, order);
        final Pipeline pipeline = pipeline(byRecord);
        PipelineTester tester = PipelineTester.of(pipeline);
        try {
            long timeNs = random.nextLong(-100, 100);
            long ingressNs = 1_000;
            for (int i = 0; i < STEPS; i++) {
                timeNs += random.nextInt(8) == 0 ? random.nextInt(60) : random.nextInt(4);
                ingressNs += random.nextInt(8) == 0 ? random.nextInt(60) : random.nextInt(-2, 4);
                final long eventNs = timeNs - random.nextInt(8);
                final long key = random.nextInt(4) * 11;
                final long value = random.nextInt(90);
                tester.ingressAt(ingressNs);
                naive.lines.clear();
                final TestStep step;
                switch (random.nextInt(10)) {
                    case 0 -> {
                        naive.tick(ingressNs);
                        step = tester.tick();
                    }
                    case 1 -> {
                        naive.processingNs = Math.max(naive.processingNs, ingressNs);
                        naive.rise(eventNs);
                        naive.fire(true, naive.processingNs);
                        step = tester.watermark("ticks", eventNs);
                    }
                    default -> {
                        naive.event(ingressNs, eventNs, key, value);
                        step = tester.push(
                                "ticks",
                                TickFlyweight.TYPE,
                                tick -> tick.timeNs(eventNs).key(key).value(value));
                    }
                }
                assertEquals(naive.lines, lines(step), "seed " + seed + " step " + i);
                assertEquals(naive.timers.size(), tester.pendingTimers(), "seed " + seed + " step " + i);
                if (restoreEvery != 0 && i % restoreEvery == 0) {
                    final byte[] snapshot = tester.snapshot();
                    tester.close();
                    tester = PipelineTester.restore(pipeline, snapshot);
                }
            }
            naive.lines.clear();
            naive.end();
            assertEquals(naive.lines, lines(tester.endInput()), "seed " + seed + " at the end");
            assertEquals(0, tester.pendingTimers(), "seed " + seed);
        } finally {
            tester.close();
        }
    }

    @Test
    void shouldFireAsASortedListWould() {
        for (int seed = 0; seed < CASES; seed++) {
            compare(seed, ORDER, seed % 5 == 0 ? 1 : 0);
        }
    }

    @Test
    void shouldCatchAnOrderThatForgetsTheKey() {
        final Comparator<Timer> planted =
                Comparator.<Timer>comparingLong(timer -> timer.timeNs).thenComparingLong(timer -> timer.registration);
        assertThrows(AssertionFailedError.class, () -> {
            for (int seed = 0; seed < CASES; seed++) {
                compare(seed, planted, 0);
            }
        });
    }

    @Test
    void shouldCatchAnOrderThatForgetsTheRegistration() {
        final Comparator<Timer> planted = Comparator.<Timer>comparingLong(timer -> timer.timeNs)
                .thenComparingLong(timer -> timer.order)
                .thenComparingLong(timer -> -timer.registration);
        assertThrows(AssertionFailedError.class, () -> {
            for (int seed = 0; seed < CASES; seed++) {
                compare(seed, planted, 0);
            }
        });
    }
}
