package io.millrace.demo.market;

/** What the demo can write, in the order in which late events name what went without them. */
enum Output {
    /** Bars of trades. */
    BARS("bars", "bars"),

    /** Mean prices in sliding windows. */
    VWAP("vwap", "vwaps"),

    /** Sessions of trades. */
    SESSIONS("sessions", "sessions"),

    /** Sessions that were written and then became part of a larger one; they come with a lateness only. */
    RETRACTED("sessions-retracted", "retracted sessions"),

    /** Trades with their quotes. */
    ASOF("asof", "quoted trades"),

    /** Spreads of quotes. */
    SPREAD("spread", "spreads"),

    /** What was bought and sold. */
    DECISIONS("decisions", "decisions");

    private final String name;
    private final String rows;

    Output(final String name, final String rows) {
        this.name = name;
        this.rows = rows;
    }

    /**
     * Name of the operator that makes it, as it stands in the late ledger; of no meaning for what has none of its own.
     */
    String operator() {
        return name;
    }

    /** Name of its file, and of the sink that writes it. */
    String file() {
        return name + ".csv";
    }

    /** What its rows are, for people. */
    String rows() {
        return rows;
    }
}
