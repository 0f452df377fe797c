package io.millrace.engine.recovery;

import io.millrace.engine.Tick;
import io.millrace.engine.csv.CsvSink;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.Waiting;
import io.millrace.engine.sink.DurableOutput;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkContext;
import io.millrace.engine.sink.SinkFactory;
import io.millrace.engine.sink.StoredOutput;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.checkpoint.CheckpointStep;
import io.millrace.journal.checkpoint.FolderCheckpointStore;
import io.millrace.journal.queue.RollPoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A process of its own that runs {@link CrashPipeline} until it is killed, at a point that it waits at. */
final class KilledRun {
    static final int EVENTS = 24_000;
    static final String READY = "ready";
    static final String AT_POINT = "at the point";
    static final String OVER = "over";
    static final String ROLLING = "ROLLING";
    static final String BETWEEN_SINKS = "BETWEEN_SINKS";

    private KilledRun() {}

    /** All points by name. */
    static List<String> points() {
        final List<String> points = new ArrayList<>();
        for (final JournalPoint point : JournalPoint.values()) {
            points.add(point.name());
        }
        points.add(BETWEEN_SINKS);
        for (final CheckpointStep step : CheckpointStep.values()) {
            points.add("CHECKPOINT_" + step.name());
        }
        points.add(ROLLING);
        return points;
    }

    /** Runs. Arguments: the folder, the layout, slots in a batch, the point, and how often it is passed before. */
    public static void main(final String[] arguments) throws InterruptedException {
        final Points points = new Points(arguments[3], Integer.parseInt(arguments[4]));
        final Path folder = Path.of(arguments[0]);
        final RunOptions options = options(folder, points)
                .withLayout(Layout.valueOf(arguments[1]))
                .withBatchSlots(Integer.parseInt(arguments[2]));
        try (Run run = Millrace.start(
                CrashPipeline.generated(
                        EVENTS, sinks(folder, points), new CrashPipeline.LateFile(folder.resolve("late.csv"))),
                options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(run)));
            System.out.println(READY);
            run.join();
            System.out.println(OVER + ' ' + run.state());
        }
    }

    private static void stop(final Run run) {
        run.stop();
        try {
            run.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.println(run.state());
        System.out.flush();
    }

    static RunOptions options(final Path folder, final Points points) {
        final Path journal = folder.resolve("journal");
        final JournalOptions small = JournalOptions.defaults()
                .withRollBytes(JournalOptions.MIN_ROLL_BYTES)
                .withReserveBytes(0);
        final JournalSpec spec = JournalSpec.by(
                        journal.toString(), given -> RollPoints.open(journal, given, () -> points.pass(ROLLING)))
                .with(small)
                .withCheckpointsIn(() -> FolderCheckpointStore.open(
                        journal.resolve(JournalSpec.CHECKPOINTS), step -> points.pass("CHECKPOINT_" + step.name())))
                .withCheckpoints(CheckpointPlan.everyEvents(1_500))
                .withPoints(point -> points.pass(point.name()));
        return RunOptions.defaults().withWaiting(Waiting.BACKOFF).withJournal(spec);
    }

    private static Function<String, SinkFactory<Tick>> sinks(final Path folder, final Points points) {
        return file -> {
            final SinkFactory<Tick> sink = CsvSink.to(folder.resolve(file));
            return file.startsWith("pairs") ? new Watched(sink, points) : sink;
        };
    }

    /** Waits for death at one of the points. */
    static final class Points {
        private final String fatal;
        private int left;

        Points(final String fatal, final int passedBefore) {
            this.fatal = fatal;
            left = passedBefore;
        }

        synchronized void pass(final String point) {
            if (point.equals(fatal) && left-- == 0) {
                System.out.println(AT_POINT);
                System.out.flush();
                while (true) {
                    LockSupport.park();
                }
            }
        }
    }

    /** A sink whose commits are points. */
    private static final class Watched implements SinkFactory<Tick> {
        private static final long serialVersionUID = 1L;

        private final SinkFactory<Tick> factory;
        private final transient Points points;

        Watched(final SinkFactory<Tick> factory, final Points points) {
            this.factory = factory;
            this.points = points;
        }

        @Override
        @SuppressWarnings("unchecked")
        public Sink<Tick> open(final SinkContext context) throws Exception {
            return new Committing((Sink<Tick>) factory.open(context), points);
        }
    }

    private record Committing(Sink<Tick> sink, Points points) implements Sink<Tick>, DurableOutput {
        @Override
        public void accept(final Tick record) throws Exception {
            sink.accept(record);
        }

        @Override
        public StoredOutput stored() {
            return ((DurableOutput) sink).stored();
        }

        @Override
        public void commit(final long outputs, final long position, final long digest, final boolean forced)
                throws Exception {
            points.pass(BETWEEN_SINKS);
            ((DurableOutput) sink).commit(outputs, position, digest, forced);
        }

        @Override
        public void flush() throws Exception {
            sink.flush();
        }

        @Override
        public void close() throws IOException {
            sink.close();
        }
    }
}
