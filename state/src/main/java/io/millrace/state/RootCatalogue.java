package io.millrace.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The roots of all states by id: entries one after the other in the first segment and, when that is full, in further
 * ones. Used while a pipeline is built, never on a hot path.
 *
 * <pre>
 *   0  entry length  4   header, names and root, a multiple of 8; 0 ends the segment
 *   4  root bytes    4
 *   8  fingerprint   8
 *  16  id length     4
 *  20  kind length   4
 *  24  id, kind      UTF-8, padded to 8
 *      root
 * </pre>
 *
 * A further segment starts with nothing but entries; the entry of length -1 holds the ref of the next segment at 8.
 */
final class RootCatalogue {
    private static final int MAX_ID_BYTES = 200;
    private static final int MAX_KIND_BYTES = 40;
    private static final int MAX_ROOT_BYTES = 1024;
    private static final int ENTRY_HEADER = 24;
    private static final int LINK = -1;
    private static final int LINK_BYTES = 16;

    private final Arena arena;
    private final ArenaHeader header;
    private final Map<String, Long> entries = new LinkedHashMap<>();
    private final Map<String, Boolean> claimed = new LinkedHashMap<>();

    RootCatalogue(final Arena arena, final ArenaHeader header) {
        this.arena = arena;
        this.header = header;
        readEntries();
    }

    private void readEntries() {
        long at = ArenaHeader.CATALOGUE_START;
        final long end = header.catalogueSegment() + header.catalogueOffset();
        while (at != end) {
            final UnsafeBuffer buffer = arena.buffer(at);
            final int offset = arena.offset(at);
            final int length = buffer.getInt(offset);
            if (length == LINK) {
                at = buffer.getLong(offset + 8);
            } else {
                entries.put(idAt(at), at);
                at += length;
            }
        }
    }

    List<String> unclaimed() {
        final List<String> ids = new ArrayList<>(entries.keySet());
        ids.removeAll(claimed.keySet());
        return ids;
    }

    long root(final String id, final String kind, final long fingerprint, final int bytes) {
        final byte[] idBytes = bytes("id", id, MAX_ID_BYTES);
        final byte[] kindBytes = bytes("kind", kind, MAX_KIND_BYTES);
        if (bytes < 1 || bytes > MAX_ROOT_BYTES) {
            throw new IllegalArgumentException("a root has 1 to " + MAX_ROOT_BYTES + " bytes: " + bytes);
        }
        if (claimed.containsKey(id)) {
            throw new StateMismatchException(
                    "State '" + id + "' is declared twice: every state needs an id of its own");
        }
        final Long known = entries.get(id);
        final long entry;
        if (known != null) {
            entry = known;
            check(entry, id, kind, fingerprint, bytes);
        } else {
            entry = create(idBytes, kindBytes, fingerprint, bytes);
            entries.put(id, entry);
        }
        claimed.put(id, Boolean.TRUE);
        return entry + rootOffset(idBytes.length, kindBytes.length);
    }

    private static byte[] bytes(final String what, final String text, final int max) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > max) {
            throw new IllegalArgumentException(
                    "the " + what + " of a state has 1 to " + max + " bytes: '" + text + "'");
        }
        return bytes;
    }

    private static int rootOffset(final int idBytes, final int kindBytes) {
        return align(ENTRY_HEADER + idBytes + kindBytes);
    }

    private static int align(final int bytes) {
        return (bytes + 7) & -8;
    }

    private long create(final byte[] id, final byte[] kind, final long fingerprint, final int bytes) {
        final int rootOffset = rootOffset(id.length, kind.length);
        final int length = rootOffset + align(bytes);
        final long at = place(length);
        arena.beforeWrite(at);
        final UnsafeBuffer buffer = arena.buffer(at);
        final int offset = arena.offset(at);
        buffer.putInt(offset, length);
        buffer.putInt(offset + 4, bytes);
        buffer.putLong(offset + 8, fingerprint);
        buffer.putInt(offset + 16, id.length);
        buffer.putInt(offset + 20, kind.length);
        buffer.putBytes(offset + ENTRY_HEADER, id);
        buffer.putBytes(offset + ENTRY_HEADER + id.length, kind);
        return at;
    }

    private long place(final int length) {
        final long segment = header.catalogueSegment();
        final int offset = header.catalogueOffset();
        if (offset + length + LINK_BYTES <= Arena.SEGMENT_BYTES) {
            header.catalogueEnd(segment, offset + length);
            return segment + offset;
        }
        final long next = arena.allocateSegment();
        final long link = segment + offset;
        arena.beforeWrite(link);
        arena.buffer(link).putInt(arena.offset(link), LINK);
        arena.buffer(link).putLong(arena.offset(link) + 8, next);
        header.catalogueEnd(next, length);
        return next;
    }

    private void check(final long entry, final String id, final String kind, final long fingerprint, final int bytes) {
        final UnsafeBuffer buffer = arena.buffer(entry);
        final int offset = arena.offset(entry);
        final String storedKind = kindAt(entry);
        if (!storedKind.equals(kind)) {
            throw new StateMismatchException("State '" + id + "' is a " + storedKind
                    + " in the snapshot, but declared as a " + kind + ": give the new state another id");
        }
        if (buffer.getLong(offset + 8) != fingerprint || buffer.getInt(offset + 4) != bytes) {
            throw new StateMismatchException("State '" + id + "' (" + kind + ") has another layout in the snapshot than"
                    + " declared (fingerprint " + Long.toHexString(buffer.getLong(offset + 8)) + " there, "
                    + Long.toHexString(fingerprint)
                    + " here): give the new state another id, or restore with the records"
                    + " that wrote the snapshot");
        }
    }

    void forEachRoot(final RootVisitor visitor) {
        entries.forEach((id, entry) -> {
            final UnsafeBuffer buffer = arena.buffer(entry);
            final int offset = arena.offset(entry);
            final int rootOffset = rootOffset(buffer.getInt(offset + 16), buffer.getInt(offset + 20));
            visitor.root(id, kindAt(entry), entry + rootOffset, buffer.getInt(offset + 4));
        });
    }

    /** Sees the roots in the order of their creation. */
    @FunctionalInterface
    interface RootVisitor {
        void root(String id, String kind, long ref, int bytes);
    }

    private String idAt(final long entry) {
        return text(entry, ENTRY_HEADER, arena.buffer(entry).getInt(arena.offset(entry) + 16));
    }

    private String kindAt(final long entry) {
        final UnsafeBuffer buffer = arena.buffer(entry);
        final int offset = arena.offset(entry);
        return text(entry, ENTRY_HEADER + buffer.getInt(offset + 16), buffer.getInt(offset + 20));
    }

    private String text(final long entry, final int at, final int length) {
        final byte[] bytes = new byte[length];
        arena.buffer(entry).getBytes(arena.offset(entry) + at, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
