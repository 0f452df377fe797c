package io.millrace.engine.run;

import java.util.List;

/** The threads of this process that belong to runs. */
final class Threads {
    private Threads() {}

    static List<String> ofRuns() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("millrace-"))
                .sorted()
                .toList();
    }
}
