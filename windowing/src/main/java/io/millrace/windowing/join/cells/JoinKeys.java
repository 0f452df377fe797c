package io.millrace.windowing.join.cells;

import io.millrace.record.Flyweight;
import io.millrace.state.CellTable;
import io.millrace.state.LongTable;
import io.millrace.state.RecordTable;
import io.millrace.state.TableSpec;
import io.millrace.windowing.join.JoinSetup;

/** The keys of a join, long values or records, and the one that is being worked on. <b>Not thread-safe.</b> */
public final class JoinKeys {
    private static final int INITIAL_KEYS = 3_000;

    private final LongTable longKeys;
    private final RecordTable recordKeys;
    private final CellTable table;
    private long key;
    private Flyweight record;

    /**
     * Opens the keys: none, or those that a restored arena holds.
     *
     * @param setup where, and of what type.
     * @param id stable id of the table.
     * @param valueBytes what is kept for a key, in bytes.
     */
    public JoinKeys(final JoinSetup setup, final String id, final int valueBytes) {
        final TableSpec spec = TableSpec.of(id, valueBytes).withExpectedKeys(INITIAL_KEYS);
        longKeys = setup.keyType() == null ? new LongTable(setup.arena(), spec) : null;
        recordKeys = setup.keyType() == null ? null : new RecordTable(setup.arena(), spec, setup.keyType());
        table = longKeys == null ? recordKeys : longKeys;
    }

    /**
     * Goes to a key that is a long value.
     *
     * @param newKey the key.
     */
    public void moveTo(final long newKey) {
        key = newKey;
    }

    /**
     * Goes to a key that is a record.
     *
     * @param newKey the key; read until the next key.
     */
    public void moveTo(final Flyweight newKey) {
        if (record != newKey) {
            record = newKey;
        }
    }

    /**
     * Finds the present key.
     *
     * @return ref of its value, or 0.
     */
    public long find() {
        return longKeys != null ? longKeys.get(key) : recordKeys.get(record);
    }

    /**
     * Finds the present key, or adds it with a value of zeros.
     *
     * @return ref of its value.
     * @throws io.millrace.state.StateLimitException if the arena is full; nothing has changed then.
     */
    public long findOrCreate() {
        final long found = find();
        return found != 0 ? found : create();
    }

    private long create() {
        return longKeys != null ? longKeys.getOrCreate(key) : recordKeys.getOrCreate(record);
    }

    /**
     * The table of all keys.
     *
     * @return the table.
     */
    public CellTable table() {
        return table;
    }
}
