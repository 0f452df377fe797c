package io.millrace.engine.operator;

/**
 * An operator that takes left events itself, and right ones by another way in. <b>Called on its stage's thread
 * only.</b>
 */
public abstract class TwoInputOperator extends TimedOperator {
    /** For the operators of this package and their copies. */
    protected TwoInputOperator() {}

    /**
     * The way in for right events.
     *
     * @return takes right events; always the same.
     */
    public abstract Operator right();
}
