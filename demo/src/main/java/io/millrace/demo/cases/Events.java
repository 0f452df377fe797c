package io.millrace.demo.cases;

import io.millrace.record.DynamicRecord;
import io.millrace.record.Field;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;

/** The record that all cases use. */
final class Events {
    static final RecordType<DynamicRecord, DynamicRecord> TYPE = RecordType.of(Layout.builder("Event")
            .int64("timeNs")
            .eventTime()
            .int64("key")
            .int64("value")
            .bool("left")
            .build());
    static final Field TIME = field("timeNs");
    static final Field KEY = field("key");
    static final Field VALUE = field("value");
    static final Field LEFT = field("left");

    private Events() {}

    private static Field field(final String name) {
        final Layout layout = TYPE.layout();
        return layout.field(name);
    }
}
