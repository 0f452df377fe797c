package io.millrace.state;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.io.Serializable;
import java.util.Objects;

/**
 * Declares a state of a keyed operator: plain immutable data, serializable, part of the graph. The state itself is
 * opened from it when the pipeline is built, by {@link KeyedStates}; nothing else makes state.
 *
 * <p>The id is stable: it finds the state again in a snapshot, whatever the code around it has become.
 */
public sealed interface StateSpec extends Serializable {
    /**
     * The stable id, unique among the states of one operator.
     *
     * @return the id.
     */
    String id();

    /**
     * What kind of state it is.
     *
     * @return the kind.
     */
    StateKind kind();

    /**
     * The record that is kept.
     *
     * @return its type.
     */
    RecordType<?, ?> type();

    /**
     * Limits and time to live.
     *
     * @return the options.
     */
    StateOptions options();

    /**
     * Declares one record a key.
     *
     * @param <T> the interface through which it is read.
     * @param <F> the flyweight through which it is written.
     * @param id the stable id.
     * @param type the record.
     * @param options limits and time to live.
     */
    record Value<T, F extends Flyweight>(String id, RecordType<T, F> type, StateOptions options) implements StateSpec {
        /** Checks that nothing is missing. */
        public Value {
            requireAll(id, type, options);
        }

        @Override
        public StateKind kind() {
            return StateKind.VALUE;
        }
    }

    /**
     * Declares the last few records a key.
     *
     * @param <T> the interface through which they are read.
     * @param <F> the flyweight through which they are written.
     * @param id the stable id.
     * @param type the record.
     * @param length how many are kept, 1 or more; the oldest makes room for the next.
     * @param options limits and time to live.
     */
    record ListOf<T, F extends Flyweight>(String id, RecordType<T, F> type, int length, StateOptions options)
            implements StateSpec {
        /** Checks that nothing is missing and the length is positive. */
        public ListOf {
            requireAll(id, type, options);
            if (length < 1) {
                throw new IllegalArgumentException("list state '" + id + "' must keep 1 record or more: " + length);
            }
        }

        @Override
        public StateKind kind() {
            return StateKind.LIST;
        }
    }

    /**
     * Declares records by keys of their own, a key. Such a key is a {@code long} where there is no {@code mapKeyType}.
     *
     * @param <T> the interface through which they are read.
     * @param <F> the flyweight through which they are written.
     * @param id the stable id.
     * @param mapKeyType the record of the map's keys, or null for longs.
     * @param type the record of the map's values.
     * @param maxEntries the most entries of all keys together.
     * @param options limits of keys and time to live, of a key with all of its entries.
     */
    record MapOf<T, F extends Flyweight>(
            String id, RecordType<?, ?> mapKeyType, RecordType<T, F> type, long maxEntries, StateOptions options)
            implements StateSpec {
        /** Checks that nothing is missing. */
        public MapOf {
            requireAll(id, type, options);
            if (maxEntries < 1) {
                throw new IllegalArgumentException("map state '" + id + "' must have room for 1 entry or more");
            }
        }

        @Override
        public StateKind kind() {
            return StateKind.MAP;
        }
    }

    /**
     * Declares one record a key, into which others are reduced.
     *
     * @param <T> the interface through which it is read.
     * @param <F> the flyweight through which it is written.
     * @param id the stable id.
     * @param type the record.
     * @param reducer how a further record is taken in.
     * @param options limits and time to live.
     */
    record Reducing<T, F extends Flyweight>(
            String id, RecordType<T, F> type, Reducer<T, F> reducer, StateOptions options) implements StateSpec {
        /** Checks that nothing is missing. */
        public Reducing {
            requireAll(id, type, options);
            Objects.requireNonNull(reducer, "reducer");
        }

        @Override
        public StateKind kind() {
            return StateKind.REDUCING;
        }
    }

    /**
     * Declares one accumulator a key, to which inputs are added.
     *
     * @param <I> the inputs.
     * @param <T> the interface through which the accumulator is read.
     * @param <A> the flyweight through which it is written.
     * @param id the stable id.
     * @param type the accumulator.
     * @param function how an input is added.
     * @param options limits and time to live.
     */
    record Aggregating<I, T, A extends Flyweight>(
            String id, RecordType<T, A> type, AggregateFunction<I, A> function, StateOptions options)
            implements StateSpec {
        /** Checks that nothing is missing. */
        public Aggregating {
            requireAll(id, type, options);
            Objects.requireNonNull(function, "function");
        }

        @Override
        public StateKind kind() {
            return StateKind.AGGREGATING;
        }
    }

    private static void requireAll(final String id, final RecordType<?, ?> type, final StateOptions options) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(options, "options");
    }
}
