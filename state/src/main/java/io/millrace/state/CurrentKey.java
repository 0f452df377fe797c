package io.millrace.state;

import io.millrace.record.RecordType;
import org.agrona.concurrent.UnsafeBuffer;

/** The key of the event being processed, and the time to go by; shared by all states of an operator. */
final class CurrentKey {
    final RecordType<?, ?> type; // null: longs
    long number;
    UnsafeBuffer buffer;
    int offset;
    long nowNs;
    String refusesReads; // why it is not to be read now; null: it may be
    String refusesWrites; // why it is not to be written now; null: it may be

    CurrentKey(final RecordType<?, ?> type) {
        this.type = type;
    }

    boolean isLong() {
        return type == null;
    }

    int bytes() {
        return isLong() ? Long.BYTES : type.sizeBytes();
    }

    long fingerprint() {
        return isLong() ? 0 : type.layout().fingerprint();
    }

    void checkRead() {
        if (refusesReads != null) {
            throw new IllegalStateException(refusesReads);
        }
    }

    void checkWrite() {
        if (refusesWrites != null) {
            throw new IllegalStateException(refusesWrites);
        }
    }

    void copyTo(final UnsafeBuffer target, final int targetOffset) {
        if (isLong()) {
            target.putLong(targetOffset, number);
        } else {
            target.putBytes(targetOffset, buffer, offset, type.sizeBytes());
        }
    }
}
