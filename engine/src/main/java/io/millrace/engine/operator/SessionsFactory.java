package io.millrace.engine.operator;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.SessionRules;
import io.millrace.windowing.session.KeyedSessions;

/** Sessions that fire when they are complete, and again with late events. */
@PerInstance(packages = "io.millrace.windowing.session")
public final class SessionsFactory implements WindowsFactory {
    private final SessionRules<Object> rules;
    private final Aggregate<Object, Flyweight, Flyweight> aggregate;

    /**
     * Creates the factory.
     *
     * @param rules when sessions end and how long they are kept.
     * @param aggregate what is computed.
     */
    public SessionsFactory(final SessionRules<Object> rules, final Aggregate<Object, Flyweight, Flyweight> aggregate) {
        this.rules = rules;
        this.aggregate = aggregate;
    }

    @Override
    public KeyedWindows<Object> open(
            final Arena arena,
            final String id,
            final RecordType<?, ?> keyType,
            final ResultHandler<Flyweight> results,
            final MissedEventHandler<Object> missed) {
        return new KeyedSessions<>(arena, id, keyType, rules, aggregate, results, missed);
    }
}
