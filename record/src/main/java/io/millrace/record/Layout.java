package io.millrace.record;

/** Where each field of a record lies. (Skeleton: fields, builder, fingerprint and description follow.) */
public final class Layout {
    private final String name;
    private final int sizeBytes;
    private final int eventTimeOffset;

    /**
     * Creates a layout.
     *
     * @param name            the record's name.
     * @param sizeBytes       size of the record in bytes, a multiple of 8.
     * @param eventTimeOffset offset of the event time, or -1.
     */
    public Layout(final String name, final int sizeBytes, final int eventTimeOffset) {
        this.name = name;
        this.sizeBytes = sizeBytes;
        this.eventTimeOffset = eventTimeOffset;
    }

    /**
     * The record's name.
     *
     * @return the name.
     */
    public String name() {
        return name;
    }

    /**
     * Size of the record.
     *
     * @return the size in bytes, a multiple of 8.
     */
    public int sizeBytes() {
        return sizeBytes;
    }

    /**
     * Offset of the event time.
     *
     * @return the offset in bytes, or -1 if there is none.
     */
    public int eventTimeOffset() {
        return eventTimeOffset;
    }
}
