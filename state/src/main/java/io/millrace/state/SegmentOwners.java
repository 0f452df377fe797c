package io.millrace.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Guesses which state a segment belongs to, for messages: the one whose root leads to it by the fewest refs, where
 * whatever looks like a ref is taken for one. Slow.
 */
final class SegmentOwners {
    private static final long REF_MASK = Long.MAX_VALUE & -8L;

    private final Arena arena;
    private final long end;
    private final Map<Long, String> owners = new HashMap<>();
    private final Deque<Long> waiting = new ArrayDeque<>();

    SegmentOwners(final Arena arena) {
        this.arena = arena;
        end = arena.header().segmentCount() * Arena.SEGMENT_BYTES;
        arena.catalogue().forEachRoot((id, kind, root, bytes) -> owners.put(segmentOf(root), "roots of states"));
        owners.put(0L, "the arena's own fields");
        long free = arena.header().freeHead();
        while (isSegment(free) && owners.put(free, "free") == null) { // a damaged list may lead anywhere
            free = arena.getLong(free);
        }
        arena.catalogue().forEachRoot((id, kind, root, bytes) -> follow(root, bytes, name(id, kind)));
        while (!waiting.isEmpty()) {
            final long segment = waiting.remove();
            follow(segment, Arena.SEGMENT_BYTES, owners.get(segment));
        }
    }

    String ownerOf(final long segment, final int offset) {
        final String[] owner = {owners.getOrDefault(segment, "of no state known")};
        final long at = segment + offset;
        arena.catalogue().forEachRoot((id, kind, root, bytes) -> {
            if (at >= root && at < root + bytes) {
                owner[0] = "root of " + name(id, kind);
            }
        });
        return owner[0];
    }

    private boolean isSegment(final long ref) {
        return ref > 0 && ref < end && ref % Arena.SEGMENT_BYTES == 0;
    }

    private static String name(final String id, final String kind) {
        return "state '" + id + "', " + kind;
    }

    private void follow(final long from, final int bytes, final String owner) {
        for (long at = from; at < from + bytes; at += Long.BYTES) {
            final long ref = arena.getLong(at) & REF_MASK;
            if (ref > 0 && ref < end && owners.putIfAbsent(segmentOf(ref), owner) == null) {
                waiting.add(segmentOf(ref));
            }
        }
    }

    private static long segmentOf(final long ref) {
        return ref & -Arena.SEGMENT_BYTES;
    }
}
