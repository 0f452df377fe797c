package io.millrace.engine.recovery;

import io.millrace.engine.Tick;
import io.millrace.engine.sink.DurableOutput;
import io.millrace.engine.sink.Journaling;
import io.millrace.engine.sink.LateContext;
import io.millrace.engine.sink.LateEvent;
import io.millrace.engine.sink.LateSink;
import io.millrace.engine.sink.LateSinkFactory;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkContext;
import io.millrace.engine.sink.SinkFactory;
import io.millrace.engine.sink.StoredOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Files in memory that survive the death of the process, and lose of a power cut what was not forced. */
final class SimulatedOutputs {
    private final Map<String, File> files = new TreeMap<>();
    private final Consumer<String> beforeCommit;

    SimulatedOutputs(final Consumer<String> beforeCommit) {
        this.beforeCommit = beforeCommit;
    }

    SinkFactory<Tick> sink(final String name) {
        return new TickFile(file(name));
    }

    LateSinkFactory late() {
        return new LateTicks(file("late"));
    }

    private File file(final String name) {
        return files.computeIfAbsent(name, any -> new File(name, beforeCommit));
    }

    Map<String, List<String>> lines() {
        final Map<String, List<String>> all = new TreeMap<>();
        files.forEach((name, file) -> all.put(name, List.copyOf(file.lines)));
        return all;
    }

    /** The largest position that a file says it has the results of. */
    long position() {
        return files.values().stream()
                .mapToLong(file -> file.commits.get(file.commits.size() - 1).position())
                .max()
                .orElse(0);
    }

    void losePower(final SplittableRandom random) {
        for (final File file : files.values()) {
            final int kept = random.nextInt(file.forced, file.commits.size());
            file.commits.subList(kept + 1, file.commits.size()).clear();
        }
    }

    private static final class File {
        private final String name;
        private final Consumer<String> beforeCommit;
        private final List<String> lines = new ArrayList<>();
        private final List<StoredOutput> commits = new ArrayList<>(List.of(StoredOutput.NOTHING));
        private int forced;
        private StoredOutput opened;

        File(final String name, final Consumer<String> beforeCommit) {
            this.name = name;
            this.beforeCommit = beforeCommit;
        }

        void open(final Journaling journaling) {
            if (journaling != Journaling.RESUMED) {
                commits.clear();
                commits.add(StoredOutput.NOTHING);
                forced = 0;
            }
            opened = commits.get(commits.size() - 1);
            lines.subList((int) opened.outputs(), lines.size()).clear();
        }

        void commit(final StoredOutput stored, final boolean force) {
            beforeCommit.accept(name);
            commits.add(stored);
            if (force) {
                forced = commits.size() - 1;
            }
        }
    }

    private static final class TickFile implements SinkFactory<Tick> {
        private static final long serialVersionUID = 1L;

        private final transient File file;

        TickFile(final File file) {
            this.file = file;
        }

        @Override
        public Sink<Tick> open(final SinkContext context) {
            file.open(context.journaling());
            return new Writing(file, context);
        }

        private record Writing(File file, SinkContext context) implements Sink<Tick>, DurableOutput {
            @Override
            public void accept(final Tick tick) {
                file.lines.add(context.outputSequence() + ": " + context.timeNs() + ' ' + tick);
            }

            @Override
            public StoredOutput stored() {
                return file.opened;
            }

            @Override
            public void commit(final long outputs, final long position, final long digest, final boolean force) {
                file.commit(new StoredOutput(outputs, position, digest), force);
            }
        }
    }

    private static final class LateTicks implements LateSinkFactory {
        private static final long serialVersionUID = 1L;

        private final transient File file;

        LateTicks(final File file) {
            this.file = file;
        }

        @Override
        public LateSink open(final LateContext context) {
            file.open(context.journaling());
            return new Writing(file);
        }

        private record Writing(File file) implements LateSink, DurableOutput {
            @Override
            public void accept(final LateEvent late) {
                file.lines.add(late.timeNs() + " late by " + late.lateByNs() + ' ' + late.missed());
            }

            @Override
            public StoredOutput stored() {
                return file.opened;
            }

            @Override
            public void commit(final long outputs, final long position, final long digest, final boolean force) {
                file.commit(new StoredOutput(outputs, position, digest), force);
            }
        }
    }
}
