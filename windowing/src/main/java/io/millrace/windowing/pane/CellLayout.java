package io.millrace.windowing.pane;

/**
 * Where things lie in the cells of keys and panes. All fields are 8 bytes, little-endian, 8-aligned.
 *
 * <pre>
 * key (value of the table of keys)
 *   0  touch           place in the list of live keys: larger for a key that came to life later
 *   8  newest start    start of the newest pane in which the key has a cell
 *  16  newest cell     ref of that cell; 0: the key never had one
 *
 * accumulator cell
 *   0  key             ref of the key; sign bit: the key was alive already when its cell was made
 *   8  older cell      ref of the key's cell in an older pane; 0: none
 *  16  older start     start of that pane; if it is closed meanwhile, the ref is not to be followed
 *  24  accumulator
 * </pre>
 *
 * A key is alive as long as its newest pane is open.
 */
final class CellLayout {
    static final int KEY_TOUCH = 0;
    static final int KEY_NEWEST_START = 8;
    static final int KEY_NEWEST_CELL = 16;
    static final int KEY_BYTES = 24;

    static final int CELL_KEY = 0;
    static final int CELL_OLDER = 8;
    static final int CELL_OLDER_START = 16;
    static final int CELL_ACCUMULATOR = 24;

    /** In {@link #CELL_KEY}: the key was alive already. */
    static final long ALIVE_BEFORE = Long.MIN_VALUE;

    static final long REF_MASK = Long.MAX_VALUE;

    private CellLayout() {}
}
