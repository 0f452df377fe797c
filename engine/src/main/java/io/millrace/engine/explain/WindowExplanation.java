package io.millrace.engine.explain;

/**
 * Why a window has not fired.
 *
 * @param operator the operator's name.
 * @param key the key, as text.
 * @param startNs start of the window, in nanoseconds since the epoch.
 * @param endNs its end, exclusive.
 * @param firesAtNs the watermark, or the processing time, at which it fires.
 * @param hasPassed whether that has been reached: it has fired then, if it held events of the key.
 * @param reason the answer, as a sentence.
 * @param watermark the watermark that the operator goes by.
 */
public record WindowExplanation(
        String operator,
        String key,
        long startNs,
        long endNs,
        long firesAtNs,
        boolean hasPassed,
        String reason,
        WatermarkExplanation watermark) {
    @Override
    public String toString() {
        return "window [" + startNs + ", " + endNs + ") ns of key " + key + " in '" + operator + "': " + reason
                + System.lineSeparator() + watermark;
    }
}
