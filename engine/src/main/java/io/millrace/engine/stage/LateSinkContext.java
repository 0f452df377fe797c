package io.millrace.engine.stage;

import io.millrace.engine.sink.Journaling;
import io.millrace.engine.sink.LateContext;
import io.millrace.engine.sink.SymbolText;

/** What a stage tells its late sink. */
record LateSinkContext(SymbolText symbols, Journaling journaling) implements LateContext {}
