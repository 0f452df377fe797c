package io.millrace.engine.csv;

/** A part of an array of characters, as text. Reused; <b>not thread-safe</b>. */
final class FieldText implements CharSequence {
    private char[] chars = {};
    private int start;
    private int length;

    FieldText wrap(final char[] newChars, final int newStart, final int end) {
        chars = newChars;
        start = newStart;
        length = end - newStart;
        return this;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(final int index) {
        return chars[start + index];
    }

    @Override
    public CharSequence subSequence(final int from, final int to) {
        return new String(chars, start + from, to - from);
    }

    @Override
    public String toString() {
        return new String(chars, start, length);
    }
}
