package io.millrace.record.processor;

import io.millrace.record.Ascii;
import io.millrace.record.Decimal;
import io.millrace.record.EventTime;
import io.millrace.record.Int128;
import io.millrace.record.Optional;
import io.millrace.record.Overflow;
import io.millrace.record.Record;
import io.millrace.record.Symbol;
import io.millrace.record.Utf8;

/** A record with a field of every kind. */
@Record
public interface Everything {
    /** Which way. */
    enum Side {
        BUY,
        SELL,
        UNKNOWN
    }

    boolean flag();

    @EventTime
    long timeNs();

    int number();

    short small();

    byte tiny();

    char letter();

    double real();

    float single();

    Side side();

    @Decimal(2)
    long price();

    @Symbol
    int symbol();

    @Ascii(7)
    CharSequence venue();

    @Utf8(value = 9, overflow = Overflow.TRUNCATE)
    CharSequence label();

    @Decimal(4)
    Int128 notional();

    @Optional
    long bid();

    boolean hasBid();

    @Optional
    @Ascii(300)
    CharSequence note();

    @Optional
    Int128 total();

    @Optional
    Side otherSide();

    /** A method that is no field. */
    default boolean isBuy() {
        return side() == Side.BUY;
    }
}
