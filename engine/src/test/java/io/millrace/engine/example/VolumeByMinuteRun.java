package io.millrace.engine.example;

import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.source.Publisher;

final class VolumeByMinuteRun {
    private VolumeByMinuteRun() {}

    static void run() throws InterruptedException {
        // tag::run[]
        try (Run run = Millrace.start(VolumeByMinute.pipeline())) {
            Publisher<TradeFlyweight> trades = run.publisher("trades", TradeFlyweight.TYPE);
            int symbol = trades.idOf("AAPL");
            trades.claim().timeNs(1_000).symbol(symbol).price(101_25).quantity(300);
            trades.commit();
            trades.endOfInput(); // all windows close
            run.join();
        }
        // end::run[]
    }
}
