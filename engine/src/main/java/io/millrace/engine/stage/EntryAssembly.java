package io.millrace.engine.stage;

import io.millrace.engine.graph.GraphException;
import io.millrace.engine.graph.Node;
import io.millrace.engine.graph.SourceNode;
import io.millrace.engine.operator.BoundaryEntry;
import io.millrace.engine.operator.Entry;
import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.SourceEntry;
import io.millrace.engine.operator.SourceTime;
import io.millrace.windowing.watermark.WatermarkGenerator;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Builds the entries of a stage. */
final class EntryAssembly {
    private final StageAssembly stage;
    private final int number;

    EntryAssembly(final StageAssembly stage, final int number) {
        this.stage = stage;
        this.number = number;
    }

    Entry entry(final Node node, final Operator head) {
        final SourceTime time = stage.clocks.time(number);
        if (node instanceof SourceNode) {
            final WatermarkGenerator generator = generator((SourceNode) node);
            stage.saved.add("source/" + node.name(), new SavedSource(generator, time));
            return stage.classes.newInstance(
                    node.name(),
                    SourceEntry.class,
                    Entry.class,
                    node.type().newFlyweight(),
                    stage.step,
                    generator,
                    time,
                    stage.ledger,
                    head,
                    stage.failures(node));
        }
        return stage.classes.newInstance(
                node.name(),
                BoundaryEntry.class,
                Entry.class,
                node.type().newFlyweight(),
                stage.step,
                time,
                stage.ledger,
                head);
    }

    int recordBytes(final Node node) {
        return node.type().sizeBytes() + (node instanceof SourceNode ? 0 : BoundaryEntry.CAUSE_BYTES);
    }

    private static WatermarkGenerator generator(final SourceNode node) {
        final WatermarkGenerator generator;
        try {
            generator = node.watermarks().newGenerator();
        } catch (final RuntimeException e) {
            throw new GraphException(node.name(), "the generator of its watermarks cannot be made: " + e, e);
        }
        if (generator == null) {
            throw new GraphException(node.name(), "its watermarks have no generator: newGenerator() returned null");
        }
        return generator;
    }

    private static final class SavedSource implements SavedState {
        private final WatermarkGenerator generator;
        private final SourceTime time;

        SavedSource(final WatermarkGenerator generator, final SourceTime time) {
            this.generator = generator;
            this.time = time;
        }

        @Override
        public int stateBytes() {
            return SourceTime.SAVED_BYTES + generator.stateBytes();
        }

        @Override
        public void save(final MutableDirectBuffer buffer, final int offset) {
            time.save(buffer, offset);
            generator.save(buffer, offset + SourceTime.SAVED_BYTES);
        }

        @Override
        public void load(final DirectBuffer buffer, final int offset) {
            time.load(buffer, offset);
            generator.load(buffer, offset + SourceTime.SAVED_BYTES);
        }
    }
}
