package io.millrace.bench.journal;

import io.millrace.bench.work.BenchTradeFlyweight;
import io.millrace.engine.source.Source;
import io.millrace.engine.source.SourceContext;
import io.millrace.engine.source.SourceFactory;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens a source that makes the same events each time, and says so: a journaled run can go on with it. */
final class KnownInput implements SourceFactory<BenchTradeFlyweight> {
    private static final long serialVersionUID = 1;

    private final String fingerprint;
    private final transient Supplier<Source<BenchTradeFlyweight>> opener;

    KnownInput(final String fingerprint, final Supplier<Source<BenchTradeFlyweight>> opener) {
        this.fingerprint = fingerprint;
        this.opener = opener;
    }

    @Override
    public Source<BenchTradeFlyweight> open(final SourceContext context) {
        return opener.get();
    }

    @Override
    public Optional<String> fingerprint() {
        return Optional.of(fingerprint);
    }
}
