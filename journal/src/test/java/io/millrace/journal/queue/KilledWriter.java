package io.millrace.journal.queue;

import io.millrace.journal.Journal;
import io.millrace.journal.JournalContract;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.JournalWriter;
import java.nio.file.Path;

/** A process of its own that appends until it is killed, and says what it appended. */
final class KilledWriter {
    /** Where it ends by itself: 200 MB, if nobody kills it. */
    private static final long MAX_APPENDS = 400_000;

    private KilledWriter() {}

    /**
     * Appends numbers.
     *
     * @param arguments the folder.
     */
    public static void main(final String[] arguments) {
        final JournalOptions options = JournalOptions.defaults()
                .withRollBytes(JournalOptions.MIN_ROLL_BYTES)
                .withReserveBytes(1 << 20);
        try (Journal journal = QueueJournal.openForWriting(Path.of(arguments[0]), options)) {
            final JournalWriter writer = journal.writer();
            if (writer.epoch() == 0) {
                writer.beginEpoch(JournalContract.text("epoch"), 0, 5);
            }
            final long end = writer.appendedPosition() + MAX_APPENDS;
            while (writer.appendedPosition() < end) {
                JournalContract.appendText(writer, text(writer.appendedPosition()), 1);
                if (writer.appendedPosition() % 64 == 0) {
                    System.out.println(writer.appendedPosition());
                    if (System.out.checkError()) {
                        // Nobody listens any more.
                        return;
                    }
                }
            }
        }
    }

    /** The text that stands at a position. */
    static String text(final long position) {
        return position + "+".repeat((int) (position * 7919 % 1_000));
    }
}
