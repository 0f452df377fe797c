package io.millrace.engine.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.TickFlyweight;
import io.millrace.engine.slot.SlotLayout;
import io.millrace.engine.slot.SymbolIndex;
import io.millrace.record.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlotRingTest {
    private static final int SLOTS = 64;
    private static final RecordType<?, TickFlyweight> TYPE = TickFlyweight.TYPE;

    private final RingGate gate = new RingGate(() -> null);
    private final SymbolIndex symbols = new SymbolIndex();
    private final SlotRing one = SlotRing.ofOneProducer(SLOTS, TYPE.sizeBytes(), gate);
    private final SlotRing many = SlotRing.ofManyProducers(SLOTS, TYPE.sizeBytes(), gate);

    private static IdleStrategy idle() {
        return new BackoffIdleStrategy();
    }

    private RingPublisher<TickFlyweight> polled(final SlotRing ring) {
        return RingPublisher.polled(ring, new RingPublisher.Feed<>(0, TYPE, symbols), idle());
    }

    private RingPublisher<TickFlyweight> pushed(final SlotRing ring) {
        return RingPublisher.pushed(ring, new RingPublisher.Feed<>(0, TYPE, symbols), idle(), () -> 7L, () -> true);
    }

    private static void publish(final RingPublisher<TickFlyweight> to, final int count) {
        for (int i = 0; i < count; i++) {
            to.claim().value(i);
            to.commit();
        }
    }

    /** Takes everything there is, as kinds and sequences. */
    private static List<String> takeAll(final RingConsumer from) {
        final List<String> taken = new ArrayList<>();
        for (int count = from.take(100); count > 0; count = from.take(100)) {
            for (int i = 0; i < count; i++) {
                final int slot = from.first() + i * from.slotBytes();
                taken.add(SlotLayout.kind(from.slots(), slot) + "@" + (from.firstPlace() + i));
            }
            from.release();
        }
        return taken;
    }

    @Test
    void shouldTakeAllThereIsButNoMoreThanTheLimit() {
        final RingPublisher<TickFlyweight> publisher = pushed(many);
        final RingConsumer consumer = many.newConsumer();
        assertEquals(0, consumer.take(10));
        publish(publisher, 12);
        assertEquals(10, consumer.take(10));
        consumer.release();
        assertEquals(2, consumer.take(10));
        consumer.release();
        assertEquals(0, consumer.take(10));
        assertEquals(11, consumer.released());
    }

    @Test
    void shouldCutABatchAtTheEndOfItsMemory() {
        final RingPublisher<TickFlyweight> publisher = pushed(many);
        final RingConsumer consumer = many.newConsumer();
        publish(publisher, SLOTS - 4);
        assertEquals(SLOTS - 4, takeAll(consumer).size());
        publish(publisher, 10);
        assertEquals(4, consumer.take(100));
        assertEquals((SLOTS - 4) * consumer.slotBytes(), consumer.first());
        consumer.release();
        assertEquals(6, consumer.take(100));
        assertEquals(0, consumer.first());
    }

    @Test
    void shouldShowWhatTheOnlyProducerPublishedInRuns() {
        final RingPublisher<TickFlyweight> publisher = polled(one);
        final RingConsumer consumer = one.newConsumer();
        publish(publisher, 1);
        assertEquals(0, consumer.take(100));
        publisher.flush();
        assertEquals(1, takeAll(consumer).size());
        publish(publisher, SLOTS / 8);
        assertEquals(SLOTS / 8, takeAll(consumer).size(), "a full run needs no flush");
    }

    @Test
    void shouldUseASlotGivenBackAgainWhereThereIsOneProducer() {
        final RingPublisher<TickFlyweight> publisher = polled(one);
        final RingConsumer consumer = one.newConsumer();
        publisher.claim();
        publisher.abort();
        publish(publisher, 1);
        publisher.flush();
        assertEquals(List.of("1@0"), takeAll(consumer));
    }

    @Test
    void shouldLeaveAVoidSlotWhereThereAreMany() {
        final RingPublisher<TickFlyweight> publisher = pushed(many);
        final RingConsumer consumer = many.newConsumer();
        publisher.claim();
        publisher.abort();
        publish(publisher, 1);
        assertEquals(List.of("0@0", "1@1"), takeAll(consumer));
    }

    @Test
    void shouldNotTakeWhatLiesBehindASlotThatIsStillWritten() {
        final RingPublisher<TickFlyweight> slow = pushed(many);
        final RingPublisher<TickFlyweight> fast = pushed(many);
        final RingConsumer consumer = many.newConsumer();
        slow.claim();
        publish(fast, 2);
        assertEquals(0, consumer.take(100));
        assertEquals(2, consumer.claimed());
        slow.commit();
        assertEquals(3, consumer.take(100));
    }

    @Test
    void shouldSayWhenThereIsNoRoomAndMakeRoomVisible() {
        for (final SlotRing ring : List.of(one, many)) {
            final RingPublisher<TickFlyweight> publisher = polled(ring);
            final RingConsumer consumer = ring.newConsumer();
            publish(publisher, SLOTS);
            assertNull(publisher.tryClaim());
            assertEquals(SLOTS, takeAll(consumer).size(), "what was published became visible with the failed claim");
            assertNotNull(publisher.tryClaim());
            publisher.abort();
        }
    }

    @Test
    void shouldNotWaitForRoomThatNobodyWillMake() {
        for (final SlotRing ring : List.of(one, many)) {
            final RingPublisher<TickFlyweight> publisher = polled(ring);
            publish(publisher, SLOTS);
            gate.giveUp();
            assertThrows(RingClosedException.class, publisher::claim);
        }
    }

    @Test
    void shouldTurnAwayPushesButNotPollsWhenTheGateIsClosed() {
        final RingPublisher<TickFlyweight> pushed = pushed(many);
        final RingPublisher<TickFlyweight> polled = polled(many);
        final RingConsumer consumer = many.newConsumer();
        pushed.claim();
        gate.close();
        pushed.commit();
        assertThrows(RingClosedException.class, pushed::claim);
        publish(polled, 1);
        assertEquals(List.of("1@0", "0@1", "1@2"), takeAll(consumer));
        assertFalse(gate.isBroken());
        assertTrue(gate.isClosed());
    }

    @Test
    void shouldPutAMarkOfANewSymbolAheadOfTheClaimedEvent() {
        for (final SlotRing ring : List.of(one, many)) {
            final SymbolIndex index = new SymbolIndex();
            final RingPublisher.Feed<TickFlyweight> feed = new RingPublisher.Feed<>(0, TYPE, index);
            final RingPublisher<TickFlyweight> publisher = RingPublisher.polled(ring, feed, idle());
            final RingConsumer consumer = ring.newConsumer();
            final TickFlyweight tick = publisher.claim();
            tick.value(5);
            tick.key(publisher.idOf("AIG"));
            assertThrows(IllegalArgumentException.class, () -> publisher.idOf("not a symbol"));
            assertEquals(5, tick.value(), "the event moved on with what was written");
            publisher.commit();
            publisher.flush();
            final List<String> taken = takeAll(consumer);
            taken.removeIf(slot -> slot.startsWith("0@"));
            assertEquals(ring == one ? List.of("4@0", "1@1") : List.of("4@1", "1@2"), taken);
        }
    }

    @Test
    void shouldMoveAnEventBehindTheMarkOfASymbolThatAnotherThreadFoundMeanwhile() {
        final RingPublisher<TickFlyweight> first = pushed(many);
        final RingPublisher<TickFlyweight> second = pushed(many);
        final RingConsumer consumer = many.newConsumer();
        first.claim().value(1);
        second.idOf("IBM");
        assertEquals(0, first.idOf("IBM"));
        first.commit();
        assertEquals(List.of("0@0", "4@1", "1@2"), takeAll(consumer));
    }

    @Test
    void shouldRefuseARingLargerThanItsMemoryMayBe() {
        final IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> SlotRing.ofOneProducer(1 << 24, 200, gate));
        assertTrue(failure.getMessage().contains("ringSlots"), failure.getMessage());
    }
}
