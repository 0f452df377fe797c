package io.millrace.engine.operator;

import io.millrace.state.Arena;

/**
 * Where in a stage an operator with windows or state works.
 *
 * @param arena the stage's memory.
 * @param step the stage's step.
 * @param clock the clock of what the operator hangs on.
 * @param ledger is told of results that a window further on went without.
 * @param missedBit the bit that it sets in {@link Step#missed}.
 */
public record StagePlace(Arena arena, Step step, EventClock clock, LateLedger ledger, long missedBit) {}
