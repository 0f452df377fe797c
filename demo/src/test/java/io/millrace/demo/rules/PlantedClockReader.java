package io.millrace.demo.rules;

/** Breaks the rules on purpose, so that a test can show that they bite. */
final class PlantedClockReader {
    private PlantedClockReader() {}

    static long now() {
        return System.nanoTime();
    }

    static void startThread() {
        new Thread(PlantedClockReader::now).start();
    }
}
