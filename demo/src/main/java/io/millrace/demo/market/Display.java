package io.millrace.demo.market;

/** Shows how a run goes. <b>Used by one thread, not one of the engine's.</b> */
interface Display {
    /** Shows where the run is. Called several times a second. */
    void show(Snapshot snapshot);

    /** Leaves the terminal as it was. */
    void end();
}
