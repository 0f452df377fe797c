package io.millrace.bench.contest;

/**
 * How one contestant did.
 *
 * @param name the contestant.
 * @param eventsPerSecond median over its runs.
 * @param ratio median, over the rounds, of its speed as a part of the first contestant's in the same round.
 * @param lowestRatio the smallest of these parts.
 * @param highestRatio the largest of these parts.
 */
public record Standing(String name, double eventsPerSecond, double ratio, double lowestRatio, double highestRatio) {}
