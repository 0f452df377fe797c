package io.millrace.windowing.join;

import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.Windows;
import java.util.Locale;
import java.util.Objects;

/**
 * Declares a window join: a left and a right event of one key belong together if they are in one window.
 *
 * @param kind what happens to events without a partner.
 * @param windows which windows: {@link Windows}, or {@link SessionWindows} of a fixed gap; events of both sides make a
 *     session.
 */
public record WindowJoinSpec(JoinKind kind, WindowAssigner windows) implements JoinSpec {
    /**
     * Checks the declaration.
     *
     * @throws IllegalArgumentException if the windows are of another kind, or something is wrong with them.
     */
    public WindowJoinSpec {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(windows, "windows");
        windows.mistake().ifPresent(mistake -> {
            throw new IllegalArgumentException(mistake);
        });
        final boolean sessions = windows instanceof SessionWindows && ((SessionWindows) windows).gapOf() == null;
        if (!sessions && !(windows instanceof Windows)) {
            throw new IllegalArgumentException(
                    "joined in windows that tumble or slide, or in sessions of a fixed gap, not in: " + windows);
        }
    }

    @Override
    public boolean needsWatermarks() {
        return true;
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " in " + windows;
    }
}
