/**
 * Records: one fixed-size byte layout per record, used unchanged as ring slot, state cell, journal excerpt and part of
 * a checkpoint. An annotated interface describes a record; the annotation processor generates its flyweight.
 */
package io.millrace.record;
