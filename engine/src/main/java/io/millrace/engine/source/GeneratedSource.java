package io.millrace.engine.source;

import io.millrace.record.Flyweight;
import java.util.Objects;
import java.util.Optional;

/**
 * A source whose events are made by a function of their index and of a seed: for demonstrations, load and tests. It
 * makes them as fast as they are taken; {@link PacedSource} holds it to a rate. Nothing is allocated per event.
 *
 * <p><b>Immutable and thread-safe; the sources it opens are used on one thread.</b>
 *
 * @param <F> the flyweight the events are written through.
 */
public final class GeneratedSource<F extends Flyweight> implements SourceFactory<F> {
    /** A number of events that is never reached. */
    public static final long ENDLESS = Long.MAX_VALUE;

    private static final long serialVersionUID = 1L;

    private final long events;
    private final long seed;
    private final EventGenerator<? super F> generator;

    private GeneratedSource(final long events, final long seed, final EventGenerator<? super F> generator) {
        this.events = events;
        this.seed = seed;
        this.generator = generator;
    }

    /**
     * A source of made events, with the seed 0.
     *
     * @param events how many indexes there are, from 0; {@link #ENDLESS} for no end.
     * @param generator writes the event of an index.
     * @param <F> the flyweight the events are written through.
     * @return the source.
     * @throws IllegalArgumentException if the number is negative.
     */
    public static <F extends Flyweight> GeneratedSource<F> of(
            final long events, final EventGenerator<? super F> generator) {
        if (events < 0) {
            throw new IllegalArgumentException("the number of events must not be negative: " + events);
        }
        return new GeneratedSource<>(events, 0, Objects.requireNonNull(generator, "generator"));
    }

    /**
     * The same source with other random numbers.
     *
     * @param newSeed any number.
     * @return a source with that seed.
     */
    public GeneratedSource<F> withSeed(final long newSeed) {
        return new GeneratedSource<>(events, newSeed, generator);
    }

    @Override
    public Optional<String> fingerprint() {
        return Optional.of("generated, seed " + seed + ", " + events + " events");
    }

    @Override
    public Source<F> open(final SourceContext context) {
        return new Generating<>(this, context.name());
    }

    private static final class Generating<F extends Flyweight> implements Source<F> {
        private final GeneratedSource<F> settings;
        private final String name;
        private final SeededDraw draw;
        private long index;

        Generating(final GeneratedSource<F> settings, final String name) {
            this.settings = settings;
            this.name = name;
            draw = new SeededDraw(settings.seed);
        }

        @Override
        public int poll(final Publisher<F> out, final int limit) {
            final int count = (int) Math.min(limit, settings.events - index);
            if (count == 0) {
                return END_OF_INPUT;
            }
            int published = 0;
            for (int i = 0; i < count; i++) {
                if (publishNext(out)) {
                    published++;
                }
            }
            return published;
        }

        private boolean publishNext(final Publisher<F> out) {
            draw.begin(index, out);
            final F event = out.claim();
            try {
                settings.generator.write(index, event, draw);
            } catch (final Exception e) {
                out.abort();
                throw new IllegalStateException("source '" + name + "' failed to make event " + index + ": " + e, e);
            }
            index++;
            if (draw.isSkipped()) {
                out.abort();
                return false;
            }
            out.commit();
            return true;
        }
    }
}
