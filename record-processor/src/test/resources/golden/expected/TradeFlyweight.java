package golden;

import io.millrace.record.Flyweight;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import java.nio.ByteOrder;
import javax.annotation.processing.Generated;
import org.agrona.UnsafeApi;

/**
 * Reads and writes a {@link Trade}: 32 bytes in a buffer. <b>Not thread-safe.</b>
 */
@Generated("io.millrace.record.processor.RecordProcessor")
public final class TradeFlyweight extends Flyweight implements Trade {
    /**
     * The type of this record.
     */
    public static final RecordType<Trade, TradeFlyweight> TYPE = RecordType.generated(
            Trade.class, layout(), 0x8e8a576e4e7d4d5cL, TradeFlyweight::new);

    /**
     * Offset of {@code timeNs} in the record, in bytes.
     */
    public static final int TIME_NS_OFFSET = 0;

    /**
     * Offset of {@code symbol} in the record, in bytes.
     */
    public static final int SYMBOL_OFFSET = 24;

    /**
     * Offset of {@code price} in the record, in bytes.
     */
    public static final int PRICE_OFFSET = 8;

    /**
     * Offset of {@code quantity} in the record, in bytes.
     */
    public static final int QUANTITY_OFFSET = 16;

    /**
     * Creates a flyweight that is not wrapped yet.
     */
    public TradeFlyweight() {
        this(TYPE);
    }

    private TradeFlyweight(final RecordType<Trade, TradeFlyweight> type) {
        super(type);
    }

    private static Layout layout() {
        return Layout.builder("Trade")
                .int64("timeNs").eventTime()
                .symbol("symbol")
                .decimal("price", 4)
                .int64("quantity")
                .build();
    }

    @Override
    public long timeNs() {
        return address != 0 ? UnsafeApi.getLong(address + TIME_NS_OFFSET) : buffer.getLong(offset + TIME_NS_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code timeNs}.
     *
     * @param value the value.
     * @return this.
     */
    public TradeFlyweight timeNs(final long value) {
        if (address != 0) {
            UnsafeApi.putLong(address + TIME_NS_OFFSET, value);
        } else {
            buffer.putLong(offset + TIME_NS_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    @Override
    public int symbol() {
        return address != 0 ? UnsafeApi.getInt(address + SYMBOL_OFFSET) : buffer.getInt(offset + SYMBOL_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code symbol}.
     *
     * @param value the value.
     * @return this.
     */
    public TradeFlyweight symbol(final int value) {
        if (address != 0) {
            UnsafeApi.putInt(address + SYMBOL_OFFSET, value);
        } else {
            buffer.putInt(offset + SYMBOL_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    @Override
    public long price() {
        return address != 0 ? UnsafeApi.getLong(address + PRICE_OFFSET) : buffer.getLong(offset + PRICE_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code price}.
     *
     * @param value the value.
     * @return this.
     */
    public TradeFlyweight price(final long value) {
        if (address != 0) {
            UnsafeApi.putLong(address + PRICE_OFFSET, value);
        } else {
            buffer.putLong(offset + PRICE_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    @Override
    public long quantity() {
        return address != 0 ? UnsafeApi.getLong(address + QUANTITY_OFFSET) : buffer.getLong(offset + QUANTITY_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code quantity}.
     *
     * @param value the value.
     * @return this.
     */
    public TradeFlyweight quantity(final long value) {
        if (address != 0) {
            UnsafeApi.putLong(address + QUANTITY_OFFSET, value);
        } else {
            buffer.putLong(offset + QUANTITY_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }
}
