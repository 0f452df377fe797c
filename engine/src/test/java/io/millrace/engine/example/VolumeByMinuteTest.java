package io.millrace.engine.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.engine.testkit.PipelineTester;
import io.millrace.engine.testkit.TestStep;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VolumeByMinuteTest {
    // tag::test[]
    @Test
    void shouldCloseTheMinuteWhenTheWatermarkPassesIt() {
        try (PipelineTester tester = PipelineTester.of(VolumeByMinute.pipeline())) {
            int symbol = tester.symbol("trades", "AAPL");
            tester.push(
                    "trades", TradeFlyweight.TYPE, trade -> trade.symbol(symbol).quantity(300));
            TestStep step = tester.watermark("trades", Duration.ofMinutes(1).toNanos() - 1);
            assertEquals(
                    "[print[0] Volume{symbol=0, startNs=0, lots=3, high=0}]",
                    step.outputs().toString());
        }
    }
    // end::test[]
}
