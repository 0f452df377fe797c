package io.millrace.record.processor;

import javax.lang.model.element.Element;

/** A mistake in a record's interface, and the element to report it at. */
final class Problem extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Element element;

    Problem(final Element element, final String message) {
        super(message);
        this.element = element;
    }

    Element element() {
        return element;
    }
}
