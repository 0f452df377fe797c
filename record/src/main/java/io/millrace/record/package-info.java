/**
 * Records: one fixed-size byte layout per record, used unchanged as ring slot, state cell, journal excerpt and part of
 * a checkpoint.
 *
 * <p>An annotated interface describes a record, and the annotation processor generates its flyweight. Users read
 * through the interface and write through the flyweight:
 *
 * <pre>
 *   &#64;Record
 *   interface Trade {
 *       &#64;EventTime long timeNs();
 *       &#64;Symbol int symbol();
 *       &#64;Decimal(4) long price();
 *       &#64;Optional long orderId();
 *   }
 *
 *   TradeFlyweight trade = new TradeFlyweight();
 *   trade.wrap(buffer, offset);
 *   trade.clear();
 *   trade.timeNs(now).symbol(3).price(1_012_500);
 *   trade.hasOrderId();   // false
 *   trade.toString();     // Trade{timeNs=..., symbol=#3, price=101.2500, orderId=absent}
 * </pre>
 *
 * <table>
 *   <caption>Getters and fields</caption>
 *   <tr><th>getter</th><th>annotation</th><th>field</th></tr>
 *   <tr><td>long, int, short, byte, char, boolean, double, float</td><td></td><td>as it is</td></tr>
 *   <tr><td>long</td><td>{@link io.millrace.record.EventTime}</td><td>nanoseconds since the epoch</td></tr>
 *   <tr><td>long</td><td>{@link io.millrace.record.Decimal}</td><td>a decimal number with a scale</td></tr>
 *   <tr><td>int</td><td>{@link io.millrace.record.Symbol}</td><td>the id of a text in a dictionary</td></tr>
 *   <tr><td>an enum</td><td></td><td>the constant's ordinal</td></tr>
 *   <tr><td>CharSequence</td><td>{@link io.millrace.record.Ascii}, {@link
 * io.millrace.record.Utf8}</td><td>text</td></tr>
 *   <tr><td>{@link io.millrace.record.Int128}</td><td>none, or Decimal for a scale</td><td>a 128-bit sum</td></tr>
 *   <tr><td>any but the event time</td><td>{@link io.millrace.record.Optional}</td><td>may be absent</td></tr>
 * </table>
 *
 * <p>A {@link io.millrace.record.Layout} says where each field lies, and can be stored as text. A
 * {@link io.millrace.record.RecordType} can be made from a layout at run time; {@link io.millrace.record.FieldAccess}
 * reaches the fields of any flyweight by name.
 */
package io.millrace.record;
