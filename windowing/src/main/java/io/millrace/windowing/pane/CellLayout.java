package io.millrace.windowing.pane;

/**
 * Where things lie in the cells of keys and panes. All fields are 8 bytes, little-endian, 8-aligned.
 *
 * <pre>
 * key (value of the table of keys)
 *   0  touch           place in the list of live keys: larger for a key that came to life later
 *   8  newest start    start of the newest pane in which the key has a cell
 *  16  newest cell     ref of that cell; 0: the key never had one
 *  24  live            only where panes are kept when they are closed: ref of what is known of the key over closed
 *                      panes; 0: it is in none
 *
 * accumulator cell
 *   0  key             ref of the key; sign bit: the key was alive already when its cell was made
 *   8  older cell      ref of the key's cell in an older pane; 0: none
 *  16  older start     start of that pane; if it is closed meanwhile, the ref is not to be followed
 *  24  accumulator
 * </pre>
 *
 * A key is alive as long as its newest pane is open, or it is in a closed pane that is kept.
 */
public final class CellLayout {
    /** In a key: its place in the list of live keys. */
    public static final int KEY_TOUCH = 0;

    /** In a key: start of its newest pane. */
    public static final int KEY_NEWEST_START = 8;

    /** In a key: ref of its cell in that pane. */
    public static final int KEY_NEWEST_CELL = 16;

    /** Size of a key where panes are forgotten when they are closed. */
    public static final int KEY_BYTES = 24;

    /** In a key, where closed panes are kept: ref of what is known of the key over them; 0: it is in none. */
    public static final int KEY_LIVE = 24;

    /** Size of a key where closed panes are kept. */
    public static final int KEY_BYTES_KEPT = 32;

    /** In a cell: ref of its key. */
    public static final int CELL_KEY = 0;

    /** In a cell: ref of the key's cell in an older pane. */
    public static final int CELL_OLDER = 8;

    /** In a cell: start of that pane. */
    public static final int CELL_OLDER_START = 16;

    /** In a cell: the accumulator. */
    public static final int CELL_ACCUMULATOR = 24;

    /** In {@link #CELL_KEY}: the key was alive already. */
    public static final long ALIVE_BEFORE = Long.MIN_VALUE;

    /** What is left of {@link #CELL_KEY} is a ref. */
    public static final long REF_MASK = Long.MAX_VALUE;

    private CellLayout() {}
}
