package io.millrace.engine.run;

class RingedLayoutTest extends LayoutContractTest {
    @Override
    Layout layout() {
        return Layout.RINGED;
    }
}
