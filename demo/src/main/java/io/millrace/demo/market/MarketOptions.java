package io.millrace.demo.market;

import io.millrace.engine.csv.TimeText;
import io.millrace.engine.run.Layout;
import io.millrace.journal.SyncPolicy;
import io.millrace.windowing.Windows;
import io.millrace.windowing.join.AsOfMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of the market demo, as picocli fills them in. */
final class MarketOptions {
    @Option(
            names = "--trades",
            paramLabel = "FILE",
            description = "CSV or gzipped CSV with a header, or - for standard input. Without it, trades are made.")
    String trades;

    @Option(
            names = "--quotes",
            paramLabel = "FILE",
            description = "Quotes, read together with --trades. Without files, quotes are made where they are needed.")
    String quotes;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out",
            description =
                    "Where bars.csv, late.csv, rejects.csv and the like go; files there are replaced. Default: out.")
    String out;

    @Option(
            names = "--bar",
            paramLabel = "DURATION",
            defaultValue = "1s",
            converter = DurationConverter.class,
            description = "Length of a bar, and of a spread's window. Default: 1s.")
    long barNs;

    @Option(
            names = "--vwap",
            paramLabel = "SIZE/SLIDE",
            converter = SlidingConverter.class,
            description = "Write vwap.csv: mean prices in sliding windows, such as 10s/1s.")
    Windows vwap;

    @Option(
            names = "--session-gap",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Write sessions.csv: trades that follow each other within less than this.")
    Long sessionGapNs;

    @Option(
            names = "--asof",
            paramLabel = "final|arrival",
            converter = AsOfConverter.class,
            description = "Write asof.csv: each trade with the last quote by event time (final: it waits for the"
                    + " watermark), or with the one that had arrived (arrival: at once).")
    AsOfMode asOf;

    @Option(names = "--spread", description = "Write spread.csv: ask minus bid in windows as long as a bar.")
    boolean spread;

    @Option(
            names = "--signal",
            paramLabel = "vwap-cross",
            converter = SignalConverter.class,
            description = "Write decisions.csv: buy 1 when a trade is above the last mean price by more than the"
                    + " --threshold, sell 1 when it is below. It needs --vwap, and quotes.")
    SignalKind signal;

    @Option(
            names = "--threshold",
            paramLabel = "N",
            description = "How far above or below, in ten-thousandths of the mean price. Default with --signal: 5.")
    Long threshold;

    @Option(
            names = "--disorder",
            paramLabel = "DURATION",
            defaultValue = "200ms",
            converter = DurationConverter.class,
            description = "How far events may be out of order; what comes later is late. Default: 200ms.")
    long disorderNs;

    @Option(
            names = "--lateness",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Keep windows for this long after their end: what comes meanwhile makes a further row."
                    + " Default: 0s.")
    Long latenessNs;

    @Option(
            names = "--decimals",
            paramLabel = "N",
            defaultValue = "4",
            description = "Decimals of prices, 0 to 9. Default: 4.")
    int decimals;

    @Option(
            names = "--quantity-decimals",
            paramLabel = "N",
            defaultValue = "0",
            description = "Decimals of quantities, 0 to 9. Default: 0.")
    int quantityDecimals;

    @Option(
            names = "--rate",
            paramLabel = "N|max",
            converter = RateConverter.class,
            description = "Events per second over all inputs together, such as 50000 or 1M. Default: max.")
    Long rate;

    @Option(
            names = "--columns",
            paramLabel = "NAME=COLUMN",
            split = ",",
            description = "Where columns have other names: time, symbol, price, quantity, arrival; of quotes time,"
                    + " symbol, bid, bid_quantity, ask, ask_quantity, arrival.")
    List<String> columns = new ArrayList<>();

    @Option(
            names = "--quote-columns",
            paramLabel = "NAME=COLUMN",
            split = ",",
            description = "The same for --quotes alone, where they differ from --trades.")
    List<String> quoteColumns = new ArrayList<>();

    @Option(
            names = "--time-unit",
            paramLabel = "UNIT",
            converter = TimeConverter.class,
            description = "How a file's times are written: iso, s, ms, us or ns since the epoch. Default: ns.")
    TimeText times;

    @Option(
            names = "--ingress",
            paramLabel = "arrival",
            converter = IngressConverter.class,
            description = "Take processing time from the files' arrival column, which then has to be there; without"
                    + " this, it is taken where it is there.")
    Ingress ingress;

    @Option(
            names = "--max-jump",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Reject events whose time is further ahead of all before them; 0 for no limit. Default: 7d.")
    Long maxJumpNs;

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Make events for this long.")
    Long durationNs;

    @Option(
            names = "--events",
            paramLabel = "N",
            converter = CountConverter.class,
            description = "Make this many events, such as 500000 or 5M. With quotes, half of them are trades.")
    Long events;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the events made: the same seed makes the same events. Default: 1.")
    Long seed;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Journal all input there before it is worked on. The same command again goes on where a run"
                    + " was killed or stopped, and every result is written exactly once.")
    String journal;

    @Option(
            names = "--sync",
            paramLabel = "none|DURATION|batch",
            converter = SyncConverter.class,
            description = "When the journal is forced to the disk: left to the system, at an interval such as 100ms, or"
                    + " before each batch is worked on. A killed process loses nothing in any case; a loss of power"
                    + " what was not forced. Default: none.")
    SyncPolicy sync;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Keep the state beside the journal at this interval, so that a restart has less to work off"
                    + " again; 0 for only at the end. Default: 10s.")
    Long checkpointEveryNs;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            defaultValue = "auto",
            converter = LayoutConverter.class,
            description = "auto, inline (one thread) or ringed (a thread per source, a ring). Results are the same.")
    Layout layout;

    @Option(names = "--plain", description = "Plain lines also on a terminal.")
    boolean plain;

    /** How long windows are kept after their end, in nanoseconds. */
    long lateness() {
        return latenessNs == null ? 0 : latenessNs;
    }

    /** What decides to buy or to sell. */
    enum SignalKind {
        VWAP_CROSS
    }

    static final class SignalConverter implements ITypeConverter<SignalKind> {
        @Override
        public SignalKind convert(final String value) {
            if (value.equals("vwap-cross")) {
                return SignalKind.VWAP_CROSS;
            }
            throw new TypeConversionException("'" + value + "' is not a signal (there is vwap-cross)");
        }
    }

    static final class AsOfConverter implements ITypeConverter<AsOfMode> {
        @Override
        public AsOfMode convert(final String value) {
            return switch (value) {
                case "final" -> AsOfMode.FINAL;
                case "arrival" -> AsOfMode.ARRIVAL;
                default -> throw new TypeConversionException("'" + value + "' is not a mode (final or arrival)");
            };
        }
    }

    /** Where processing time comes from, if not from wherever it can. */
    enum Ingress {
        ARRIVAL
    }

    static final class IngressConverter implements ITypeConverter<Ingress> {
        @Override
        public Ingress convert(final String value) {
            if (value.equals("arrival")) {
                return Ingress.ARRIVAL;
            }
            throw new TypeConversionException("'" + value + "' is not known here: it can only be arrival");
        }
    }

    static final class TimeConverter implements ITypeConverter<TimeText> {
        @Override
        public TimeText convert(final String value) {
            for (final TimeText times : TimeText.values()) {
                if (times.toString().equals(value)) {
                    return times;
                }
            }
            throw new TypeConversionException("'" + value + "' is not a time unit (iso, s, ms, us or ns)");
        }
    }

    static final class LayoutConverter implements ITypeConverter<Layout> {
        @Override
        public Layout convert(final String value) {
            for (final Layout layout : Layout.values()) {
                if (layout.name().toLowerCase(Locale.ROOT).equals(value)) {
                    return layout;
                }
            }
            throw new TypeConversionException("'" + value + "' is not a layout (auto, inline or ringed)");
        }
    }
}
