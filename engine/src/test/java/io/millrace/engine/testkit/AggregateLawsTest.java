package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.record.DynamicRecord;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;
import io.millrace.windowing.aggregate.Aggregates;
import java.time.Duration;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

@SuppressWarnings("serial")
class AggregateLawsTest {
    private static AggregateLaws<Tick> laws(final Aggregate<? super Tick, ?, ?> aggregate) {
        return AggregateLaws.of(aggregate, TickFlyweight.TYPE, (random, tick) -> tick.value(random.nextLong(-9, 100)));
    }

    private static BrokenLaw broken(final AggregateLaw law, final Aggregate<? super Tick, ?, ?> aggregate) {
        final Optional<BrokenLaw> broken = laws(aggregate).inAnyOrder().find();
        assertTrue(broken.isPresent(), law + " was not found to be broken");
        assertEquals(law, broken.get().law(), broken.get().text());
        return broken.get();
    }

    @Test
    void shouldFindNothingWhereAllIsRight() {
        laws(new LawBreaker()).inAnyOrder().check();
    }

    @Test
    void shouldFindTypesThatAreMadeAnew() {
        broken(AggregateLaw.SAME_TYPES, new LawBreaker() {
            @Override
            public RecordType<?, DynamicRecord> outputType() {
                return RecordType.of(RESULT.layout());
            }
        });
    }

    @Test
    void shouldFindANewAccumulatorThatIsNotNeutral() {
        final BrokenLaw law = broken(AggregateLaw.NEUTRAL_BEFORE, new LawBreaker() {
            @Override
            public void create(final DynamicRecord state) {
                state.putLong(SUM, 1);
            }
        });
        assertEquals(0, law.events());
        broken(AggregateLaw.NEUTRAL_BEFORE, new LawBreaker() {
            @Override
            public void combine(final DynamicRecord state, final DynamicRecord other) {
                if (state.getLong(COUNT) != 0) {
                    super.combine(state, other);
                }
            }
        });
        broken(AggregateLaw.NEUTRAL_AFTER, new LawBreaker() {
            @Override
            public void combine(final DynamicRecord state, final DynamicRecord other) {
                super.combine(state, other);
                state.putLong(LAST, other.getLong(LAST));
            }
        });
    }

    @Test
    void shouldFindWhatIsNotAssociative() {
        broken(AggregateLaw.ASSOCIATIVE, new LawBreaker() {
            @Override
            public void combine(final DynamicRecord state, final DynamicRecord other) {
                final boolean both = state.getLong(COUNT) != 0 && other.getLong(COUNT) != 0;
                super.combine(state, other);
                if (both) {
                    // Right as long as what is added was not combined itself.
                    change(state, SUM, other.getLong(COMBINED));
                    state.putLong(COMBINED, 1);
                }
            }
        });
    }

    @Test
    void shouldFindThatCuttingMakesADifferenceAndShowTheFewestEvents() {
        final BrokenLaw law = broken(AggregateLaw.CUT_ANYWHERE, new LawBreaker() {
            @Override
            public void combine(final DynamicRecord state, final DynamicRecord other) {
                final boolean both = state.getLong(COUNT) != 0 && other.getLong(COUNT) != 0;
                final long most = Math.max(state.getLong(SUM), other.getLong(SUM));
                super.combine(state, other);
                change(state, SUM, both ? most - state.getLong(SUM) : 0);
            }
        });
        assertTrue(law.events() <= 2, law.text());
    }

    @Test
    void shouldFindWhatChangesTheOtherAccumulator() {
        broken(AggregateLaw.COMBINED_STAYS, new LawBreaker() {
            @Override
            public void combine(final DynamicRecord state, final DynamicRecord other) {
                super.combine(state, other);
                other.putLong(LAST_NS, state.getLong(LAST_NS));
            }
        });
    }

    /** Deducts right, where there is no last value to restore. */
    private static class Deducting extends LawBreaker {
        @Override
        public void finish(final Window window, final DynamicRecord state, final DynamicRecord result) {
            super.finish(window, state, result);
            result.putLong(RESULT.layout().field("last"), 0);
        }

        @Override
        public boolean isDeductible() {
            return true;
        }

        @Override
        public void deduct(final DynamicRecord state, final DynamicRecord other) {
            change(state, SUM, -other.getLong(SUM));
            change(state, COUNT, -other.getLong(COUNT));
        }
    }

    @Test
    void shouldFindADeductionThatIsNoInverse() {
        laws(new Deducting()).inAnyOrder().check();
        broken(AggregateLaw.DEDUCT_LAST, new Deducting() {
            @Override
            public void deduct(final DynamicRecord state, final DynamicRecord other) {
                change(state, SUM, -other.getLong(SUM));
            }
        });
        broken(AggregateLaw.DEDUCT_FIRST, new Deducting() {
            @Override
            public void deduct(final DynamicRecord state, final DynamicRecord other) {
                super.deduct(state, other);
                final boolean newest = state.getLong(LAST_SEQUENCE) == other.getLong(LAST_SEQUENCE);
                change(state, SUM, newest || other.getLong(COUNT) == 0 ? 0 : 1);
            }
        });
        broken(AggregateLaw.DEDUCTED_STAYS, new Deducting() {
            @Override
            public void deduct(final DynamicRecord state, final DynamicRecord other) {
                super.deduct(state, other);
                other.putLong(COUNT, 0);
            }
        });
        broken(AggregateLaw.DEDUCT_LAST, new LawBreaker() {
            @Override
            public boolean isDeductible() {
                return true; // and deduct was forgotten
            }
        });
    }

    @Test
    void shouldFindAFinishThatChangesTheAccumulator() {
        broken(AggregateLaw.FINISH_CHANGES_NOTHING, new LawBreaker() {
            @Override
            public void finish(final Window window, final DynamicRecord state, final DynamicRecord result) {
                super.finish(window, state, result);
                state.putLong(COUNT, 0);
            }
        });
    }

    @Test
    void shouldFindAFinishThatRemembersEarlierCalls() {
        broken(AggregateLaw.FINISH_REPEATS, new LawBreaker() {
            private long lastSum;

            @Override
            public void create(final DynamicRecord state) {
                lastSum = 0;
            }

            @Override
            public void finish(final Window window, final DynamicRecord state, final DynamicRecord result) {
                super.finish(window, state, result);
                change(result, RESULT.layout().field("sum"), lastSum);
                lastSum = state.getLong(SUM);
            }
        });
    }

    @Test
    void shouldFindWhatIsKeptOutsideOfTheAccumulator() {
        broken(AggregateLaw.NO_MEMORY, new LawBreaker() {
            private UnsafeBuffer filled;

            @Override
            public void add(final DynamicRecord state, final Tick tick, final EventContext context) {
                super.add(state, tick, context);
                change(state, SUM, state.getLong(COUNT) > 1 && filled != state.buffer() ? 1 : 0);
                filled = state.buffer();
            }

            @Override
            public void combine(final DynamicRecord state, final DynamicRecord other) {
                super.combine(state, other);
                filled = state.buffer();
            }
        });
    }

    @Test
    void shouldFindWhatIsWrittenBehindTheAccumulator() {
        broken(AggregateLaw.WRITES_INSIDE, new LawBreaker() {
            @Override
            public void add(final DynamicRecord state, final Tick tick, final EventContext context) {
                super.add(state, tick, context);
                state.buffer().putLong(state.offset() + state.sizeBytes(), tick.value());
            }
        });
    }

    @Test
    void shouldFindThatTheOrderOfCallsMattersWhereItMustNot() {
        final LawBreaker lastAdded = new LawBreaker() {
            @Override
            public void add(final DynamicRecord state, final Tick tick, final EventContext context) {
                super.add(state, tick, context);
                state.putLong(LAST, tick.value());
            }

            @Override
            public void combine(final DynamicRecord state, final DynamicRecord other) {
                super.combine(state, other);
                if (other.getLong(COUNT) != 0) {
                    state.putLong(LAST, other.getLong(LAST));
                }
            }
        };
        assertEquals(Optional.empty(), laws(lastAdded).find());
        broken(AggregateLaw.ANY_ORDER, lastAdded);
    }

    @Test
    void shouldSayWhatBrokeAndWithWhichSeed() {
        final Aggregate<Tick, ?, ?> wrong = new LawBreaker() {
            @Override
            public void combine(final DynamicRecord state, final DynamicRecord other) {
                super.combine(state, other);
                change(state, COUNT, other.getLong(COUNT) > 0 ? -1 : 0);
            }
        };
        final AssertionError error =
                assertThrows(AssertionError.class, () -> laws(wrong).seed(42).check());
        final String text = error.getMessage();
        assertTrue(text.contains("combine(new, a) = a"), text);
        assertTrue(text.contains("seed 42"), text);
        assertTrue(text.contains("count=0") && text.contains("count=1"), text);
        assertTrue(text.contains("these are 1"), text);
        assertEquals(laws(wrong).seed(42).find(), laws(wrong).seed(42).find());
    }

    @Test
    void shouldSayThatNothingWasTriedWhereThereIsNeverAResult() {
        final Aggregate<Tick, DynamicRecord, DynamicRecord> keyed = Aggregates.<Tick>named("Keyed")
                .key("key", Tick.class, Tick::key)
                .sum("sum", Tick::value)
                .build();
        final IllegalStateException error =
                assertThrows(IllegalStateException.class, () -> laws(keyed).check());
        assertTrue(error.getMessage().contains("no law was tried"), error.getMessage());
        assertTrue(error.getCause().getMessage().contains("not keyed by records"), error.toString());
        laws(keyed).keyedBy(Copies.zeros(TickFlyweight.TYPE).key(3)).check();
    }

    @Test
    void shouldRefuseATrialOfNothing() {
        assertThrows(
                IllegalArgumentException.class, () -> laws(new LawBreaker()).cases(0));
        assertThrows(
                IllegalArgumentException.class, () -> laws(new LawBreaker()).maxEvents(-1));
        assertThrows(
                IllegalArgumentException.class, () -> laws(new LawBreaker()).tolerance(Double.NaN));
    }

    @Test
    void shouldFindNothingInTheAggregatesOfTheLibrary() {
        final RecordType<DynamicRecord, DynamicRecord> narrow =
                RecordType.of(Layout.builder("Narrow").int32("sum").build());
        laws(Aggregates.<Tick>named("Narrow")
                        .sum("sum", tick -> tick.value() << 25)
                        .into(narrow))
                .inAnyOrder()
                .check();
        laws(Aggregates.<Tick>named("Exact")
                        .key("key")
                        .start("start")
                        .end("end")
                        .firedBefore("fired")
                        .dropped("dropped")
                        .count("count")
                        .sum("sum", Tick::value)
                        .mean("mean", Tick::value)
                        .vwap("vwap", Tick::value, Tick::value)
                        .build())
                .inAnyOrder()
                .check();
        laws(Aggregates.<Tick>named("Ordered")
                        .ohlc("open", "high", "low", "close", Tick::value)
                        .first("first", Tick::value)
                        .last("last", Tick::value)
                        .argMax("best", Tick::value, Tick::timeNs)
                        .twap("twap", Tick::value)
                        .top("top", 3, Tick::value, Tick::value)
                        .bottom("bottom", 2, Tick::value, Tick::value)
                        .build())
                .inAnyOrder()
                .maxEvents(30)
                .check();
        laws(Aggregates.<Tick>named("Time").twap("twap", Tick::value, 2).build())
                .inTimeOrder()
                .check();
        laws(Aggregates.<Tick>named("Sketches")
                        .quantile("median", 0.5, Tick::value)
                        .distinct("distinct", 4, tick -> tick.value() * 7)
                        .build())
                .inAnyOrder()
                .maxEvents(150)
                .check();
        laws(Aggregates.<Tick>named("Real")
                        .sumDouble("sum", Tick::value)
                        .meanDouble("mean", Tick::value)
                        .variance("variance", Tick::value)
                        .sampleStandardDeviation("deviation", Tick::value)
                        .ewma("ewma", Duration.ofNanos(7), Tick::value)
                        .build())
                .inAnyOrder()
                .tolerance(1e-9)
                .check();
        laws(Aggregates.reduce(TickFlyweight.TYPE, (reduced, tick) -> reduced.value(reduced.value() + tick.value())))
                .check();
    }
}
