package io.millrace.windowing.cell;

import io.millrace.record.Flyweight;
import io.millrace.state.Arena;
import io.millrace.windowing.Elements;
import io.millrace.windowing.ElementsFunction;
import io.millrace.windowing.Emitter;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Window;
import io.millrace.windowing.pane.Blocks;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The events themselves, up to a limit, in a chain of blocks.
 *
 * <pre>
 * content
 *   0  count             events there are
 *   8  dropped           events that found no room
 *  16  first block       ref; 0: none
 *  24  last block        ref
 *  32  last block's size bytes
 *  40  next              where in the last block the next event goes
 *
 * event
 *   0  time              of the event
 *   8  record
 * </pre>
 */
final class ElementsContent<T, O extends Flyweight> extends WindowContent<T> implements Elements<T>, Emitter<O> {
    private static final int COUNT = 0;
    private static final int DROPPED = 8;
    private static final int FIRST_BLOCK = 16;
    private static final int LAST_BLOCK = 24;
    private static final int LAST_BLOCK_BYTES = 32;
    private static final int NEXT = 40;
    private static final int BYTES = 48;

    private static final int TIME = 0;
    private static final int RECORD = 8;

    private final Arena arena;
    private final Blocks blocks;
    private final ElementsFunction<T, O> function;
    private final ResultHandler<O> results;
    private final int maxElements;
    private final int eventBytes;
    private final Flyweight element;
    private final ResultRecord<O> output;
    private long size;
    private long dropped;
    private long firstBlock;
    private long block;
    private int blockBytes;
    private long firstInBlock;
    private long resultTimeNs;
    private boolean begun;

    ElementsContent(final Arena arena, final String id, final ElementsPlan<T, O> plan, final ResultHandler<O> results) {
        this.arena = arena;
        this.function = plan.function();
        this.maxElements = plan.maxElements();
        this.results = results;
        element = plan.eventType().newFlyweight();
        eventBytes = RECORD + element.sizeBytes();
        blocks = new Blocks(arena, id + "/elements", eventBytes);
        output = new ResultRecord<>(plan.outputType());
    }

    @Override
    int bytes() {
        return BYTES;
    }

    @Override
    void create(final long content) {
        // Zeros are right.
    }

    @Override
    boolean add(final long content, final T event, final long timeNs, final long sequence) {
        final long count = arena.getLong(content + COUNT);
        if (count >= maxElements) {
            arena.putLong(content + DROPPED, arena.getLong(content + DROPPED) + 1);
            return false;
        }
        final long last = arena.getLong(content + LAST_BLOCK);
        final int lastBytes = (int) arena.getLong(content + LAST_BLOCK_BYTES);
        long next = arena.getLong(content + NEXT);
        if (last == 0 || next == blocks.endOfCells(last, lastBytes)) {
            next = grow(content, last, lastBytes);
        }
        arena.beforeWrite(next);
        arena.putLong(next + TIME, timeNs);
        final Flyweight record = (Flyweight) event;
        arena.buffer(next).putBytes(arena.offset(next) + RECORD, record.buffer(), record.offset(), eventBytes - RECORD);
        arena.putLong(content + NEXT, next + eventBytes);
        arena.putLong(content + COUNT, count + 1);
        return true;
    }

    private long grow(final long content, final long last, final int lastBytes) {
        final int bytes = last == 0 ? blocks.firstBlockBytes() : blocks.followingBlockBytes(lastBytes);
        final long added = blocks.allocate(bytes);
        if (last == 0) {
            arena.putLong(content + FIRST_BLOCK, added);
        } else {
            blocks.link(last, lastBytes, added);
        }
        arena.putLong(content + LAST_BLOCK, added);
        arena.putLong(content + LAST_BLOCK_BYTES, bytes);
        arena.putLong(content + NEXT, added);
        return added;
    }

    @Override
    void emit(final long content, final Window window, final long timeNs) {
        size = arena.getLong(content + COUNT);
        dropped = arena.getLong(content + DROPPED);
        firstBlock = arena.getLong(content + FIRST_BLOCK);
        rewind();
        resultTimeNs = timeNs;
        begun = false;
        try {
            function.process(window, this, this);
        } catch (final RuntimeException failure) {
            results.onFailure(failure, window);
        }
    }

    private void rewind() {
        block = firstBlock;
        blockBytes = blocks.firstBlockBytes();
        firstInBlock = 0;
    }

    @Override
    void clear(final long content) {
        free(content);
        for (int at = 0; at < BYTES; at += Long.BYTES) {
            arena.putLong(content + at, 0);
        }
    }

    @Override
    void free(final long content) {
        long freed = arena.getLong(content + FIRST_BLOCK);
        int bytes = blocks.firstBlockBytes();
        while (freed != 0) {
            final long next = blocks.next(freed, bytes);
            blocks.free(freed, bytes);
            freed = next;
            bytes = blocks.followingBlockBytes(bytes);
        }
    }

    @Override
    public int size() {
        return (int) size;
    }

    @Override
    public long droppedCount() {
        return dropped;
    }

    @Override
    @SuppressWarnings("unchecked") // flyweights of the stream's type are its events
    public T get(final int number) {
        final long at = find(number) + RECORD;
        final UnsafeBuffer buffer = arena.buffer(at);
        element.wrap(buffer, arena.offset(at));
        return (T) element;
    }

    @Override
    public long timeNs(final int number) {
        return arena.getLong(find(number) + TIME);
    }

    private long find(final int number) {
        if (number < 0 || number >= size) {
            throw new IndexOutOfBoundsException("element " + number + " of " + size);
        }
        if (number < firstInBlock) {
            rewind();
        }
        long inBlock = (blocks.endOfCells(block, blockBytes) - block) / eventBytes;
        while (number - firstInBlock >= inBlock) {
            block = blocks.next(block, blockBytes);
            blockBytes = blocks.followingBlockBytes(blockBytes);
            firstInBlock += inBlock;
            inBlock = (blocks.endOfCells(block, blockBytes) - block) / eventBytes;
        }
        return block + (number - firstInBlock) * eventBytes;
    }

    @Override
    public O next() {
        begun = true;
        return output.begin();
    }

    @Override
    public void emit() {
        if (!begun) {
            throw new IllegalStateException("emit() without next()");
        }
        begun = false;
        results.onResult(output.flyweight(), resultTimeNs);
    }
}
