package golden;

import io.millrace.record.Ascii;
import io.millrace.record.Decimal;
import io.millrace.record.EventTime;
import io.millrace.record.Int128;
import io.millrace.record.Optional;
import io.millrace.record.Overflow;
import io.millrace.record.Record;
import io.millrace.record.Symbol;
import io.millrace.record.Utf8;
import java.util.concurrent.TimeUnit;

/** A field of every kind, as it is and optional. */
@Record(maxBytes = 1000)
interface Everything {
    long int64();

    int int32();

    short int16();

    byte int8();

    char character();

    boolean bool();

    double float64();

    float float32();

    TimeUnit unit();

    @Ascii(8)
    CharSequence ascii();

    @Utf8(value = 300, overflow = Overflow.TRUNCATE)
    CharSequence utf8();

    @Decimal(2)
    long decimal();

    @Symbol
    int symbol();

    Int128 int128();

    @Decimal(18)
    Int128 exact();

    @EventTime
    long timeNs();

    @Optional
    long maybeInt64();

    boolean hasMaybeInt64();

    @Optional
    int maybeInt32();

    @Optional
    short maybeInt16();

    @Optional
    byte maybeInt8();

    @Optional
    char maybeCharacter();

    @Optional
    boolean maybeBool();

    @Optional
    double maybeFloat64();

    @Optional
    float maybeFloat32();

    @Optional
    TimeUnit maybeUnit();

    default boolean hasMaybeUnit() {
        return false;
    }

    @Optional
    @Ascii(3)
    CharSequence maybeAscii();

    @Optional
    @Utf8(3)
    CharSequence maybeUtf8();

    @Optional
    @Decimal(2)
    long maybeDecimal();

    @Optional
    @Symbol
    int maybeSymbol();

    @Optional
    Int128 maybeInt128();
}
