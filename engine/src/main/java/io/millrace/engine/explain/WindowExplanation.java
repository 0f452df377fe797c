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
 * @param contents whether it holds events of the key.
 * @param firings how many results it had so far; 0 where that is not known.
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
        Contents contents,
        long firings,
        String reason,
        WatermarkExplanation watermark) {
    /** Whether a window holds events. */
    public enum Contents {
        /** It holds some. */
        SOME,

        /** It holds none: nothing is there to fire. */
        NONE,

        /** The operator cannot tell. */
        UNKNOWN
    }

    @Override
    public String toString() {
        return "window [" + startNs + ", " + endNs + ") ns of key " + key + " in '" + operator + "': " + reason
                + System.lineSeparator() + watermark;
    }
}
