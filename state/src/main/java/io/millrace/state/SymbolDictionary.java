package io.millrace.state;

import io.millrace.record.Flyweight;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Texts and their ids: 0, 1, 2 ... by first appearance, for good. Texts are kept as UTF-8; looking one up allocates
 * nothing. <b>Not thread-safe: one thread uses an arena.</b>
 *
 * <pre>
 *   entry: 0 id 4 | 4 length 4 | 8 text, padded to 8 with zeros
 *   root:  0 entries by id (a segment list of refs) 32 | 32 segments of the entries 32 | 64 symbols 8 | 72 next entry 8
 * </pre>
 */
public final class SymbolDictionary {
    /** What {@link #find} returns for a text that has no id. */
    public static final int NONE = -1;

    /** The largest limit of a symbol's length, in bytes. */
    public static final int LARGEST_LIMIT = 1024;

    private static final int TEXT_OFFSET = 8;
    private static final int REFS_PER_SEGMENT = Arena.SEGMENT_BYTES / Long.BYTES;
    private static final int ENTRIES = SegmentList.ROOT_BYTES;
    private static final int COUNT = ENTRIES + SegmentList.ROOT_BYTES;
    private static final int NEXT = COUNT + 8;
    private static final int ROOT_BYTES = NEXT + 8;

    private final Arena arena;
    private final String id;
    private final int maxBytes;
    private final long root;
    private final SegmentList refs;
    private final SegmentList segments;
    private final HashIndex index;
    private final UnsafeBuffer scratch;
    private String[] texts = new String[16];

    /**
     * Opens a dictionary: an empty one, or what a restored arena holds under the id.
     *
     * @param arena where the texts live.
     * @param id stable id, unique in the arena.
     * @param maxBytes the longest symbol in bytes of UTF-8, 1 to {@link #LARGEST_LIMIT}; a run may change it.
     * @throws StateMismatchException if the id is taken, or the arena was restored with something else under it.
     */
    public SymbolDictionary(final Arena arena, final String id, final int maxBytes) {
        if (maxBytes < 1 || maxBytes > LARGEST_LIMIT) {
            throw new IllegalArgumentException("symbols have at most 1 to " + LARGEST_LIMIT + " bytes: " + maxBytes);
        }
        this.arena = arena;
        this.id = id;
        this.maxBytes = maxBytes;
        scratch = new UnsafeBuffer(new byte[LARGEST_LIMIT]);
        root = arena.root(id, "symbols", 0, ROOT_BYTES);
        refs = new SegmentList(arena, root);
        segments = new SegmentList(arena, root + ENTRIES);
        index = new HashIndex(arena, this::hashOfEntry, size());
        for (int i = 0; i < size(); i++) {
            final long entry = entry(i);
            index.insert(hashOfEntry(entry), entry);
        }
    }

    private long hashOfEntry(final long entry) {
        return Flyweight.contentHash(arena.buffer(entry), arena.offset(entry) + TEXT_OFFSET, padded(length(entry)));
    }

    /**
     * How many symbols there are; their ids are 0 to one less.
     *
     * @return the number of symbols.
     */
    public int size() {
        return (int) arena.getLong(root + COUNT);
    }

    /**
     * Finds the id of a text.
     *
     * @param text the text.
     * @return its id, or {@link #NONE}.
     */
    public int find(final CharSequence text) {
        final int length = encode(text);
        return length < 0 ? NONE : idOf(lookup(length));
    }

    /**
     * Finds the id of a text, or gives it the next one.
     *
     * @param text the text, 1 byte or more.
     * @return its id.
     * @throws StateLimitException if the text is longer than the limit, or the arena is full; nothing has changed then.
     */
    public int idOf(final CharSequence text) {
        return findOrAdd(encode(text), text);
    }

    /**
     * Finds the id of a text, or gives it the next one.
     *
     * @param buffer where the text lies, in UTF-8; this is not checked.
     * @param offset of its first byte.
     * @param length in bytes, 1 or more.
     * @return its id.
     * @throws StateLimitException if the text is longer than the limit, or the arena is full; nothing has changed then.
     */
    public int idOf(final DirectBuffer buffer, final int offset, final int length) {
        if (length > maxBytes) {
            throw tooLong(buffer.getStringWithoutLengthUtf8(offset, Math.min(length, 2 * maxBytes)));
        }
        scratch.putBytes(0, buffer, offset, length);
        return findOrAdd(length, null);
    }

    private int findOrAdd(final int length, final CharSequence text) {
        if (length < 0) {
            throw tooLong(text);
        }
        if (length == 0) {
            throw new IllegalArgumentException("a symbol must not be empty");
        }
        final long entry = lookup(length);
        return entry != 0 ? idOf(entry) : add(length);
    }

    private StateLimitException tooLong(final CharSequence text) {
        return new StateLimitException("Symbol '" + text + "' of dictionary '" + id + "' is longer than the limit of "
                + maxBytes + " bytes: raise the limit, or reject it");
    }

    /**
     * The text of a symbol. Made at the first call for an id, and kept.
     *
     * @param symbol an id.
     * @return its text.
     * @throws IllegalArgumentException if no symbol has this id.
     */
    public String text(final int symbol) {
        check(symbol);
        if (symbol >= texts.length) {
            texts = Arrays.copyOf(texts, Math.max(texts.length * 2, symbol + 1));
        }
        if (texts[symbol] == null) {
            final long entry = entry(symbol);
            final byte[] bytes = new byte[length(entry)];
            arena.buffer(entry).getBytes(arena.offset(entry) + TEXT_OFFSET, bytes);
            texts[symbol] = new String(bytes, StandardCharsets.UTF_8);
        }
        return texts[symbol];
    }

    /**
     * Ref of a symbol's text in UTF-8, not to be written to.
     *
     * @param symbol an id.
     * @return ref of its first byte; {@link #textBytes} follow.
     * @throws IllegalArgumentException if no symbol has this id.
     */
    public long textRef(final int symbol) {
        check(symbol);
        return entry(symbol) + TEXT_OFFSET;
    }

    /**
     * Length of a symbol's text in UTF-8.
     *
     * @param symbol an id.
     * @return its length in bytes.
     * @throws IllegalArgumentException if no symbol has this id.
     */
    public int textBytes(final int symbol) {
        check(symbol);
        return length(entry(symbol));
    }

    private void check(final int symbol) {
        if (symbol < 0 || symbol >= size()) {
            throw new IllegalArgumentException(
                    "no symbol of dictionary '" + id + "' has id " + symbol + "; there are " + size());
        }
    }

    /** Puts the text into the scratch buffer; its length, or -1 if it is longer than the limit. */
    private int encode(final CharSequence text) {
        final int length = text.length();
        if (length > maxBytes) {
            return -1;
        }
        for (int i = 0; i < length; i++) {
            final char c = text.charAt(i);
            if (c >= 0x80) {
                return encodeAny(text);
            }
            scratch.putByte(i, (byte) c);
        }
        return length;
    }

    private int encodeAny(final CharSequence text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            int point = text.charAt(i);
            if (Character.isHighSurrogate((char) point) && i + 1 < text.length()) {
                point = Character.codePointAt(text, i);
                i += Character.charCount(point) - 1;
            }
            if (length + 4 > LARGEST_LIMIT) {
                return -1;
            }
            length += put(length, Character.isSurrogate((char) point) && point < 0x10000 ? '?' : point);
        }
        return length > maxBytes ? -1 : length;
    }

    private int put(final int at, final int point) {
        if (point < 0x80) {
            scratch.putByte(at, (byte) point);
            return 1;
        }
        final int bytes = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
        for (int i = bytes - 1; i > 0; i--) {
            scratch.putByte(at + i, (byte) (0x80 | point >> 6 * (bytes - 1 - i) & 0x3F));
        }
        scratch.putByte(at, (byte) (0xF00 >> bytes | point >> 6 * (bytes - 1)));
        return bytes;
    }

    /** The entry of the text in the scratch buffer, or 0. */
    private long lookup(final int length) {
        final int padded = padded(length);
        for (int i = length; i < padded; i++) {
            scratch.putByte(i, (byte) 0);
        }
        final long hash = Flyweight.contentHash(scratch, 0, padded);
        long entry = index.find(hash);
        while (entry != 0 && !isText(entry, length, padded)) {
            entry = index.findAfter(hash, entry);
        }
        return entry;
    }

    private boolean isText(final long entry, final int length, final int padded) {
        boolean same = length(entry) == length;
        for (int i = 0; same && i < padded; i += Long.BYTES) {
            same = arena.getLong(entry + TEXT_OFFSET + i) == scratch.getLong(i);
        }
        return same;
    }

    private int add(final int length) {
        final int symbol = size();
        final int padded = padded(length);
        if (symbol == refs.size() * REFS_PER_SEGMENT) {
            refs.add();
        }
        final long entry = place(TEXT_OFFSET + padded);
        arena.beforeWrite(entry);
        final UnsafeBuffer buffer = arena.buffer(entry);
        final int offset = arena.offset(entry);
        buffer.putInt(offset, symbol);
        buffer.putInt(offset + 4, length);
        buffer.putBytes(offset + TEXT_OFFSET, scratch, 0, padded);
        final long ref = refs.get(symbol / REFS_PER_SEGMENT) + (long) (symbol % REFS_PER_SEGMENT) * Long.BYTES;
        arena.beforeWrite(ref);
        arena.putLong(ref, entry);
        arena.beforeWrite(root);
        arena.putLong(root + NEXT, entry + TEXT_OFFSET + padded);
        arena.putLong(root + COUNT, symbol + 1L);
        index.insert(Flyweight.contentHash(scratch, 0, padded), entry);
        return symbol;
    }

    private long place(final int bytes) {
        final long next = arena.getLong(root + NEXT);
        final long inSegment = next & Arena.SEGMENT_BYTES - 1;
        // At the end of a segment the next entry would start the one that happens to follow: it is not ours.
        return next == 0 || inSegment == 0 || inSegment + bytes > Arena.SEGMENT_BYTES ? segments.add() : next;
    }

    private long entry(final int symbol) {
        return arena.getLong(refs.get(symbol / REFS_PER_SEGMENT) + (long) (symbol % REFS_PER_SEGMENT) * Long.BYTES);
    }

    private int idOf(final long entry) {
        return entry == 0 ? NONE : arena.buffer(entry).getInt(arena.offset(entry));
    }

    private int length(final long entry) {
        return arena.buffer(entry).getInt(arena.offset(entry) + 4);
    }

    private static int padded(final int length) {
        return length + 7 & -8;
    }
}
