package io.millrace.engine.operator;

import io.millrace.engine.sink.SymbolText;
import io.millrace.record.Field;
import io.millrace.record.FieldKind;
import io.millrace.record.Flyweight;
import io.millrace.windowing.Window;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one operator does when a user function throws. <b>Used on the stage's thread only.</b> */
public final class Failures {
    private final String operator;
    private final boolean skip;
    private final Step step;
    private final SymbolText symbols;
    private final KeyText keys;
    private long skipped;

    /**
     * Creates the failure handling of one operator.
     *
     * @param operator the operator's name.
     * @param skip whether to leave the event out and count it, rather than to stop.
     * @param step the stage's step.
     * @param symbols the run's symbols.
     * @param keys the texts of the operator's keys.
     */
    public Failures(
            final String operator, final boolean skip, final Step step, final SymbolText symbols, final KeyText keys) {
        this.operator = operator;
        this.skip = skip;
        this.step = step;
        this.symbols = symbols;
        this.keys = keys;
    }

    /**
     * Counts the event as skipped, or stops the run.
     *
     * @param cause what the user function threw.
     * @param event the event it was called with, or {@code null} if there is none.
     * @throws OperatorException if the policy is to stop.
     */
    public void handle(final Throwable cause, final Flyweight event) {
        if (!isSkipped(cause)) {
            throw new OperatorException(operator, step.sequence, event == null ? "none" : describe(event), cause);
        }
    }

    private boolean isSkipped(final Throwable cause) {
        if (cause instanceof OperatorException) {
            throw (OperatorException) cause;
        }
        if (skip && cause instanceof Exception) {
            skipped++;
            return true;
        }
        return false;
    }

    /**
     * Counts a result as skipped, or stops the run.
     *
     * @param cause what the user function threw.
     * @param window the window whose result it was to be.
     * @throws OperatorException if the policy is to stop.
     */
    public void handle(final Throwable cause, final Window window) {
        if (!isSkipped(cause)) {
            throw new OperatorException(operator, step.sequence, "none, but window " + describe(window), cause);
        }
    }

    /** Counts an event that the operator could not take, whatever the policy. */
    public void reject() {
        skipped++;
    }

    /**
     * Number of events left out.
     *
     * @return the count.
     */
    public long skipped() {
        return skipped;
    }

    /**
     * The operator's name.
     *
     * @return the name.
     */
    public String operator() {
        return operator;
    }

    private String describe(final Window window) {
        return window.keyRecord() != null
                ? window.toString()
                : "[" + window.startNs() + ", " + window.endNs() + ") of key " + keys.of(window.key());
    }

    /** The event as it prints itself, but with texts where its symbols are numbers. */
    private String describe(final Flyweight event) {
        try {
            String text = event.toString();
            for (final Field field : event.type().layout().fields()) {
                if (field.kind() == FieldKind.SYMBOL) {
                    text = withSymbol(text, field);
                }
            }
            return text;
        } catch (final RuntimeException e) {
            return event.type().name() + " (not printable: " + e + ")";
        }
    }

    private String withSymbol(final String text, final Field field) {
        final Matcher number = Pattern.compile("([{ ]" + Pattern.quote(field.name()) + "=)#([0-9]+)")
                .matcher(text);
        return number.replaceFirst(found -> {
            final CharSequence symbol = symbols.textOf(Integer.parseInt(found.group(2)));
            return Matcher.quoteReplacement(found.group(1) + symbol);
        });
    }
}
