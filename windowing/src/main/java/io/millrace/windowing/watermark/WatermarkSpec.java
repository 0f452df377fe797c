package io.millrace.windowing.watermark;

import java.io.Serializable;

/**
 * How a source's watermark is made, as immutable data in a pipeline. {@link Watermarks} has the usual ones; a lambda
 * that makes a generator of one's own will do as well.
 *
 * <p><b>Thread-safe.</b> The generators are not.
 */
@FunctionalInterface
public interface WatermarkSpec extends Serializable {
    /**
     * Makes a generator in its initial state.
     *
     * @return a new generator for one source.
     */
    WatermarkGenerator newGenerator();
}
