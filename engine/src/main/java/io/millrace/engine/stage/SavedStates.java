package io.millrace.engine.stage;

import io.millrace.state.Arena;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything of a stage that lives in fields on the hot path, with its place in the arena. Before a snapshot it is
 * written there; after a restore it is read from there.
 */
final class SavedStates {
    private static final String KIND = "engine";
    private static final long SAVED = 1;

    private final Arena arena;
    private final List<SavedState> states = new ArrayList<>();
    private final List<Long> roots = new ArrayList<>();

    SavedStates(final Arena arena) {
        this.arena = arena;
    }

    /** Adds a state under a stable id, and loads it if the arena was restored with it. */
    void add(final String id, final SavedState state) {
        final long root = arena.root("engine/" + id, KIND, state.stateBytes(), Long.BYTES + state.stateBytes());
        states.add(state);
        roots.add(root);
        if (arena.getLong(root) == SAVED) {
            state.load(arena.buffer(root), arena.offset(root) + Long.BYTES);
        }
    }

    /** Writes all states to the arena. */
    void save() {
        for (int i = 0; i < states.size(); i++) {
            final long root = roots.get(i);
            arena.beforeWrite(root);
            arena.putLong(root, SAVED);
            states.get(i).save(arena.buffer(root), arena.offset(root) + Long.BYTES);
        }
    }
}
