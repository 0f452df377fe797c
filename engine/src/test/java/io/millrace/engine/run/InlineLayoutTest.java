package io.millrace.engine.run;

class InlineLayoutTest extends LayoutContractTest {
    @Override
    Layout layout() {
        return Layout.INLINE;
    }
}
