package io.millrace.journal;

/** Bytes of a journal are not what was written, or are missing. Nothing after them was read. */
public final class JournalDamagedException extends JournalException {
    private static final long serialVersionUID = 1L;

    private final transient Damage damage;

    /**
     * Makes the exception.
     *
     * @param damage where and what.
     */
    public JournalDamagedException(final Damage damage) {
        super("The journal is damaged: " + damage);
        this.damage = damage;
    }

    /**
     * Where and what.
     *
     * @return the damage.
     */
    public Damage damage() {
        return damage;
    }
}
