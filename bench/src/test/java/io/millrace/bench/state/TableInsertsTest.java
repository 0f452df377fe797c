package io.millrace.bench.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TableInsertsTest {
    @Test
    void shouldTimeEveryInsertAndStayWithinTheMemoryOfAGrowingTable() {
        final TableInserts inserts = TableInserts.longTable(500_000);

        final int data = TableInserts.KEY_BYTES + TableInserts.VALUE_BYTES;
        assertEquals(500_000, inserts.times().count());
        assertTrue(inserts.bytesPerKey() > data, inserts.toString());
        assertTrue(inserts.mostBytesPerKey() - data <= 80, inserts.toString());
        assertTrue(inserts.mostBytesPerKey() >= inserts.bytesPerKey(), inserts.toString());
    }

    @Test
    void shouldTimeTheLoopsBesideIt() {
        assertEquals(1_000, TableInserts.arithmetic(1_000).count());
        assertEquals(1_000, TableInserts.agronaMap(1_000).count());
    }
}
