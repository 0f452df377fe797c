package io.millrace.windowing.session;

import io.millrace.record.Record;

/** A key of two parts. */
@Record
interface UserKey {
    long site();

    int user();
}
