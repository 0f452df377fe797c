package io.millrace.demo.market;

/** What the demo can write, in the order in which late events name what went without them. */
enum Output {
    /** Bars of trades. */
    BARS("bars", "bars"),

    /** Mean prices in sliding windows. */
    VWAP("vwap", "vwaps"),

    /** Sessions of trades. */
    SESSIONS("sessions", "sessions"),

    /** Trades with their quotes. */
    ASOF("asof", "quoted trades"),

    /** Spreads of quotes. */
    SPREAD("spread", "spreads");

    private final String operator;
    private final String rows;

    Output(final String operator, final String rows) {
        this.operator = operator;
        this.rows = rows;
    }

    /** Name of the operator that makes it, as it stands in the late ledger. */
    String operator() {
        return operator;
    }

    /** Name of its file, and of the sink that writes it. */
    String file() {
        return operator + ".csv";
    }

    /** What its rows are, for people. */
    String rows() {
        return rows;
    }
}
