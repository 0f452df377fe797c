package io.millrace.engine.recovery;

import io.millrace.engine.Pipeline;
import io.millrace.engine.operator.NumberedOutput;
import io.millrace.engine.stage.Stage;
import io.millrace.journal.Excerpt;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.Journal;
import io.millrace.journal.JournalReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of a replay. <b>Used on one thread.</b> */
final class ReplayWork {
    private static final long PROGRESS_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int BATCHES_BETWEEN_FLUSHES = 64;

    private final ReplaySettings settings;
    private final Stage stage;
    private final Journal journal;
    private final BatchReplay replay;
    private final ReplayPace pace;
    private final ReplayMoment moment;
    private final long eventsBefore;
    private final long startPosition;
    private final long startNs = System.nanoTime();
    private final List<Difference> differences = new ArrayList<>();
    private long toldNs = startNs;
    private long batches;
    private boolean begun;
    private boolean over;

    ReplayWork(final ReplaySettings settings, final Pipeline pipeline, final Stage stage, final Journal journal) {
        this.settings = settings;
        this.stage = stage;
        this.journal = journal;
        replay = new BatchReplay(pipeline, stage);
        pace = new ReplayPace(settings.speed());
        moment = new ReplayMoment(stage);
        eventsBefore = stage.events();
        startPosition = stage.nextSequence();
    }

    ReplayReport run() throws Exception {
        if (settings.fromPosition() > 0) {
            stage.outputs().forEach(output -> output.leaveOutBelow(Long.MAX_VALUE));
        } else {
            begun = true;
        }
        try (JournalReader reader = journal.reader(startPosition)) {
            while (!over && stage.nextSequence() < settings.toPosition() && reader.next()) {
                final Excerpt excerpt = reader.excerpt();
                if (excerpt.kind() == ExcerptKind.BATCH && excerpt.endPosition() > startPosition) {
                    work(excerpt);
                } else if (excerpt.kind() == RunJournal.CLOSING && excerpt.firstPosition() >= startPosition) {
                    compare(excerpt);
                }
            }
        }
        return report();
    }

    private void compare(final Excerpt excerpt) {
        if (settings.verify()) {
            Optional.ofNullable(replay.compare(excerpt)).ifPresent(differences::add);
            over = !differences.isEmpty();
        }
    }

    private void work(final Excerpt batch) throws Exception {
        compare(batch);
        if (over) {
            return;
        }
        replay.load(batch);
        int first = 0;
        if (!begun && batch.endPosition() > settings.fromPosition()) {
            first = slotOf(batch, settings.fromPosition());
            replay.work(0, first);
            begin();
        }
        final int end =
                batch.endPosition() > settings.toPosition() ? slotOf(batch, settings.toPosition()) : replay.count();
        if (begun && (pace.isLimited() || settings.end() != null)) {
            stepped(first, end);
        } else {
            replay.work(first, end);
        }
        if (++batches % BATCHES_BETWEEN_FLUSHES == 0) {
            stage.flush();
            tellProgress();
        }
    }

    /** From here on results are wanted. */
    private void begin() {
        begun = true;
        stage.outputs().forEach(output -> output.leaveOutBelow(output.outputSequence()));
    }

    private void stepped(final int first, final int end) throws Exception {
        for (int i = first; i < end && !over; i++) {
            if (pace.isLimited() && !pace.isDue(replay.ingressNs(i))) {
                stage.flush();
                pace.await(replay.ingressNs(i));
            }
            replay.work(i, i + 1);
            over = settings.end() != null
                    && replay.isNumbered(i)
                    && settings.end().test(moment);
        }
    }

    /** Place of the slot of a position: void slots have none. */
    private int slotOf(final Excerpt batch, final long position) {
        long at = batch.firstPosition();
        int i = 0;
        while (at < position || !replay.isNumbered(i)) {
            at += replay.isNumbered(i) ? 1 : 0;
            i++;
        }
        return i;
    }

    private void tellProgress() {
        if (System.nanoTime() - toldNs > PROGRESS_EVERY_NS) {
            toldNs = System.nanoTime();
            settings.listener()
                    .onProgress(stage.nextSequence(), journal.opening().endPosition());
        }
    }

    private ReplayReport report() throws Exception {
        stage.flush();
        final Map<String, Long> counts = new LinkedHashMap<>();
        final Map<String, Long> digests = new LinkedHashMap<>();
        for (final NumberedOutput output : stage.outputs()) {
            counts.put(output.name(), output.outputSequence());
            digests.put(output.name(), output.digest());
        }
        return new ReplayReport(
                stage.events() - eventsBefore,
                stage.nextSequence(),
                System.nanoTime() - startNs,
                counts,
                digests,
                differences.isEmpty() ? Optional.empty() : Optional.of(differences.get(0)));
    }
}
