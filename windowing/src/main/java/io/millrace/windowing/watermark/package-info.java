/**
 * Watermarks: how far event time has come, made inline from the events of one source
 * ({@link io.millrace.windowing.watermark.WatermarkGenerator}) and merged over several
 * ({@link io.millrace.windowing.watermark.WatermarkMerge}).
 */
package io.millrace.windowing.watermark;
