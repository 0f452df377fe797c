package golden;

import io.millrace.record.Decimal;
import io.millrace.record.EventTime;
import io.millrace.record.Record;
import io.millrace.record.Symbol;

/** A trade as it arrives. */
@Record
public interface Trade {
    @EventTime
    long timeNs();

    @Symbol
    int symbol();

    @Decimal(4)
    long price();

    long quantity();
}
