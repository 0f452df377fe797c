package io.millrace.state;

/** A snapshot cannot be restored; the subclass says whether it is damaged or of another version. */
public abstract class SnapshotException extends StateException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong with the snapshot.
     */
    protected SnapshotException(final String message) {
        super(message);
    }

    /** The bytes are not a snapshot, are cut short, or fail their checksum. */
    public static final class Corrupt extends SnapshotException {
        private static final long serialVersionUID = 1L;

        Corrupt(final String message) {
            super(message);
        }
    }

    /** The snapshot was written by a newer Millrace than this one. */
    public static final class TooNew extends SnapshotException {
        private static final long serialVersionUID = 1L;

        TooNew(final String message) {
            super(message);
        }
    }

    /** The snapshot was written by a Millrace so old that this one no longer reads it. */
    public static final class TooOld extends SnapshotException {
        private static final long serialVersionUID = 1L;

        TooOld(final String message) {
            super(message);
        }
    }
}
