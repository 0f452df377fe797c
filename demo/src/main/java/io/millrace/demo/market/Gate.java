package io.millrace.demo.market;

import java.io.Serializable;

/** Holds a source back until it is opened. <b>Thread-safe.</b> */
final class Gate implements Serializable {
    private static final long serialVersionUID = 1L;

    private volatile boolean open;

    void open() {
        open = true;
    }

    boolean isOpen() {
        return open;
    }
}
