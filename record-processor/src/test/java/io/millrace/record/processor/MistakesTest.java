package io.millrace.record.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.millrace.record.Flyweight;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** Each source says in a comment which error is expected in that line; no other error may be there. */
class MistakesTest {
    private static final String MARK = "// ERROR ";

    @Test
    void shouldRefuseTypesThatHaveNoLayout() {
        check("""
                @Record interface R {
                    Object a(); // ERROR a record's field cannot be of type java.lang.Object
                    String b(); // ERROR a text is a CharSequence with @Ascii or @Utf8
                    int[] c(); // ERROR a record's field cannot be of type int[]
                    void d(); // ERROR a record's field cannot be of type void
                    Integer e(); // ERROR a record's field cannot be of type java.lang.Integer
                    CharSequence f(); // ERROR a text needs @Ascii or @Utf8
                    long fine();
                }
                """);
    }

    @Test
    void shouldRefuseMethodsThatAreNoGetters() {
        check("""
                @Record interface R {
                    long fine();
                    long a(int x); // ERROR a getter has no parameters
                    <T> long b(); // ERROR a getter has no type parameters
                    long c() throws Exception; // ERROR a getter throws nothing
                    @Optional
                    @Decimal(3)
                    long d(
                        int x // the error is at the method's name
                    );
                }
                """.replace("long d(", "long d( // ERROR a getter has no parameters"));
    }

    @Test
    void shouldRefuseAnnotationsOnTheWrongType() {
        check("""
                @Record interface R {
                    @EventTime int a(); // ERROR @EventTime belongs on a getter of a long, not of int
                    @Decimal(2) double b(); // ERROR @Decimal belongs on a getter of a long or an Int128, not of double
                    @Symbol long c(); // ERROR @Symbol belongs on a getter of an int, not of long
                    @Ascii(3) String d(); // ERROR @Ascii belongs on a getter of a CharSequence, not of java.lang.String
                    @Utf8(3) int e(); // ERROR @Utf8 belongs on a getter of a CharSequence, not of int
                    @Ascii(3) @Utf8(3) CharSequence f(); // ERROR a text is @Ascii or @Utf8, not both
                    @EventTime @Decimal(3) long g(); // ERROR the event time cannot be @Decimal
                    @EventTime @Optional long h(); // ERROR the event time cannot be @Optional
                }
                """);
    }

    @Test
    void shouldRefuseNumbersOutOfRange() {
        check("""
                @Record interface R {
                    @Ascii(0) CharSequence a(); // ERROR @Ascii takes a length of 1 to 1024, not 0
                    @Ascii(1025) CharSequence b(); // ERROR @Ascii takes a length of 1 to 1024, not 1025
                    @Utf8(-1) CharSequence c(); // ERROR @Utf8 takes a length of 1 to 1024, not -1
                    @Decimal(-1) long d(); // ERROR @Decimal takes a scale of 0 to 18, not -1
                    @Decimal(19) Int128 e(); // ERROR @Decimal takes a scale of 0 to 18, not 19
                }
                """);
        check("@Record(maxBytes = 4096) interface R { long a(); } // ERROR maxBytes is 8 to 4000, not 4096");
        check("@Record(maxBytes = 7) interface R { byte a(); } // ERROR maxBytes is 8 to 4000, not 7");
    }

    @Test
    void shouldRefuseASecondEventTime() {
        check("""
                @Record interface R {
                    @EventTime long a();
                    @EventTime long b(); // ERROR a second @EventTime: a is the event time already
                    @EventTime long c(); // ERROR a second @EventTime: a is the event time already
                }
                """);
    }

    @Test
    void shouldRefuseRecordsThatAreTooLarge() {
        check("""
                @Record interface R { // ERROR the record is too large: 4008 bytes, at most 4000
                    @Ascii(1024) CharSequence a();
                    @Ascii(1024) CharSequence b();
                    @Ascii(1024) CharSequence c();
                    @Ascii(920) CharSequence d();
                    byte e();
                }
                """);
        check("@Record(maxBytes = 16) interface R { Int128 a(); byte b(); } // ERROR too large: 24 bytes, at most 16");
    }

    @Test
    void shouldRefuseNamesThatClash() {
        check("""
                @Record interface R {
                    int buffer(); // ERROR name clash: buffer in R: every flyweight has a method of that name
                    int offset(); // ERROR name clash: offset in R
                    long wrap(); // ERROR name clash: wrap in R
                    byte type(); // ERROR name clash: type in R
                    long sizeBytes(); // ERROR name clash: sizeBytes in R
                    @Optional long price();
                    int hasPrice(); // ERROR name clash: hasPrice in R: the optional field price gets a method
                    int clearPrice(); // ERROR name clash: clearPrice in R: the optional field price gets a method
                    @Optional long bid();
                    default int hasBid() { return 1; } // ERROR name clash: hasBid in R
                    default void visit() {} // ERROR name clash: visit in R
                    default int bid(long x) { return 1; } // ERROR name clash: bid in R: the field's setter
                }
                """);
    }

    @Test
    void shouldReserveEveryMethodOfAFlyweight() {
        final Set<String> names = new TreeSet<>();
        for (final Class<?> type : List.of(Flyweight.class, Object.class)) {
            for (final Method method : type.getDeclaredMethods()) {
                if (!Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic()) {
                    names.add(method.getName());
                }
            }
        }
        // Overloads with parameters cannot clash with a getter or a setter.
        names.removeAll(Set.of("presenceByte", "presenceMask", "wait0"));
        assertTrue(NameChecker.RESERVED.containsAll(names), () -> {
            names.removeAll(NameChecker.RESERVED);
            return "not reserved: " + names;
        });
    }

    @Test
    void shouldRefuseWhatIsNoPlainInterface() {
        check("@Record class R {} // ERROR @Record belongs on an interface");
        check("@Record enum R { A } // ERROR @Record belongs on an interface");
        check("@Record @interface R { long a(); } // ERROR @Record belongs on an interface");
        check("@Record interface R<T> { long a(); } // ERROR a record's interface has no type parameters");
        check("@Record interface R {} // ERROR a record needs at least one field");
        check("@Record interface R extends java.util.function.Supplier<String> { int a(); } // ERROR which is generic");
        check("""
                class Outer {
                    @Record private interface A { long a(); } // ERROR a record's interface cannot be private
                    private static class Inner {
                        @Record interface B { long a(); } // ERROR cannot be private or nested in something private
                    }
                }
                """);
    }

    @Test
    void shouldRefuseInheritedGettersThatDisagree() {
        check("""
                interface A { @Decimal(2) long price(); }
                interface B { @Decimal(3) long price(); }
                interface C { @Decimal(2) long price(); }
                @Record interface R extends A, B {} // ERROR inherited B.price(): duplicate field price
                @Record interface S extends A, C {}
                @Record interface T extends A {
                    @Override
                    long price(); // ERROR duplicate field price: A declares it differently
                }
                """);
        check("""
                interface A { Object thing(); }
                @Record interface R extends A { long x(); } // ERROR inherited A.thing(): a record's field cannot be
                """);
    }

    @Test
    void shouldRefuseEnumsItCannotReach() {
        check("""
                class Outer {
                    private enum Side { BUY }
                    enum Nothing {}
                    @Record interface R {
                        Side side(); // ERROR the enum Side is private
                        Nothing nothing(); // ERROR the enum Nothing has no constants
                    }
                }
                """);
    }

    @Test
    void shouldRefuseToReplaceAClass() {
        check("""
                class RFlyweight {}
                @Record interface R { long a(); } // ERROR a class RFlyweight exists already
                """);
    }

    private static void check(final String body) {
        final String source =
                "package mistakes;\nimport io.millrace.record.*;\nimport io.millrace.record.Record;\n" + body;
        final JavaFileObject file = JavaFileObjects.forSourceString("mistakes.Source", source);
        final Compilation compilation = com.google.testing.compile.Compiler.javac()
                .withProcessors(new RecordProcessor())
                .compile(file);
        final Map<Long, String> found = new TreeMap<>();
        for (final Diagnostic<?> error : compilation.errors()) {
            found.merge(error.getLineNumber(), error.getMessage(null), (one, other) -> one + "\n" + other);
        }
        final String[] lines = source.split("\n");
        for (int i = 0; i < lines.length; i++) {
            final int mark = lines[i].indexOf(MARK);
            if (mark >= 0) {
                final String expected = lines[i].substring(mark + MARK.length());
                final String error = found.remove(i + 1L);
                assertTrue(error != null && error.contains(expected), lines[i] + "\nbut: " + error + "\n" + found);
            }
        }
        assertEquals(Map.of(), found);
    }
}
