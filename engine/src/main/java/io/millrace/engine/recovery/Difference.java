package io.millrace.engine.recovery;

import java.util.List;

/**
 * Where a replay made other results than the run that it replays.
 *
 * @param output name of the sink whose results differ, or {@code late}.
 * @param operators names of what its results come from: sources and operators, in graph order; all operators for late
 *     events.
 * @param firstPosition journal position of the first slot of the batch that made the difference.
 * @param beforePosition the position behind the batch's last slot. The same as the first one if the state that the
 *     replay began with is different already.
 * @param batch number of batches that were replayed before it came to light; the last of them made the difference.
 */
public record Difference(String output, List<String> operators, long firstPosition, long beforePosition, long batch) {
    @Override
    public String toString() {
        return "output '" + output + "' differs, first by what came of positions " + firstPosition + " to "
                + (beforePosition - 1) + "; it is fed by " + String.join(", ", operators);
    }
}
