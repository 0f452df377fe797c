package io.millrace.engine;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Makes pipelines by name, so that a command line can run, and later replay, a pipeline of anybody's. Providers are
 * found by {@link ServiceLoader}: name the class in {@code META-INF/services/io.millrace.engine.PipelineProvider}.
 */
public interface PipelineProvider {
    /**
     * The name by which the pipeline is asked for.
     *
     * @return the name; unique among the providers on the class path.
     */
    String name();

    /**
     * What the pipeline does, in a line.
     *
     * @return the text.
     */
    String summary();

    /**
     * Makes the pipeline.
     *
     * @param options the options, by name; those not given have defaults.
     * @return the pipeline.
     * @throws IllegalArgumentException naming an option that is unknown or out of range.
     */
    Pipeline create(Map<String, String> options);

    /**
     * Makes the pipeline to work off a journal with: its sources are not opened, so their input need not be there.
     *
     * @param options the options, by name, as the journal keeps them.
     * @return the pipeline.
     * @throws IllegalArgumentException naming an option that is unknown or out of range.
     */
    default Pipeline createForReplay(final Map<String, String> options) {
        return create(options);
    }

    /**
     * Makes a variant of the pipeline to work off a journal with: another option, the same input.
     *
     * @param options the options, by name, as the journal keeps them.
     * @param changes those that are to be other, by name.
     * @return the pipeline.
     * @throws IllegalArgumentException naming an option that is unknown or out of range, or that says what the input
     *     was, which is past.
     */
    default Pipeline createVariant(final Map<String, String> options, final Map<String, String> changes) {
        final Map<String, String> changed = new LinkedHashMap<>(options);
        changed.putAll(changes);
        return createForReplay(changed);
    }

    /**
     * All providers on the class path.
     *
     * @return the providers, ordered by name.
     */
    static List<PipelineProvider> all() {
        return ServiceLoader.load(PipelineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(PipelineProvider::name))
                .toList();
    }

    /**
     * Finds a provider.
     *
     * @param name its name.
     * @return the provider, if there is one of this name.
     */
    static Optional<PipelineProvider> find(final String name) {
        return all().stream().filter(provider -> provider.name().equals(name)).findFirst();
    }
}
