package io.millrace.windowing.cell;

/**
 * Where things lie in the cells of keys and windows. All fields are 8 bytes, little-endian, 8-aligned.
 *
 * <pre>
 * key (value of the table of keys)
 *   0  touch           place in the list of live keys: larger for a key that came to life later
 *   8  newest start    start of the newest window in which the key has a cell
 *  16  newest cell     ref of that cell; 0: the key never had one
 *
 * cell of a key in a window
 *   0  key             ref of the key
 *   8  older cell      ref of the key's cell in an older window; 0: none
 *  16  older start     start of that window; if it is dropped meanwhile, the ref is not to be followed
 *  24  fired           how many results there were
 *  32  state           bit 0: it holds something; bit 1: something that was in no result yet
 *  40  largest time    of its events; kept for the global window only
 *  48  trigger         what the trigger keeps, if there is one
 *  ..  content
 * </pre>
 *
 * A key is alive as long as its newest window is not dropped.
 */
final class CellLayout {
    static final int KEY_TOUCH = 0;
    static final int KEY_NEWEST_START = 8;
    static final int KEY_NEWEST_CELL = 16;
    static final int KEY_BYTES = 24;

    static final int KEY = 0;
    static final int OLDER = 8;
    static final int OLDER_START = 16;
    static final int FIRED = 24;
    static final int STATE = 32;
    static final int LARGEST_TIME = 40;
    static final int TRIGGER = 48;

    /** In {@link #STATE}: it holds something. */
    static final long HOLDING = 1;

    /** In {@link #STATE}: it holds something that was in no result. */
    static final long CHANGED = 2;

    private CellLayout() {}
}
