package io.millrace.demo.cases;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A mapping of a case file, read strictly: a value of another type is an error, and so is a key that nobody asked for.
 */
final class Keys {
    private final String where;
    private final Map<?, ?> values;
    private final Set<String> asked = new HashSet<>();

    private Keys(final String where, final Map<?, ?> values) {
        this.where = where;
        this.values = values;
    }

    static Keys of(final String where, final Object value) {
        if (value instanceof Map) {
            return new Keys(where, (Map<?, ?>) value);
        }
        throw new CaseException(where, "has to be a mapping, not " + described(value));
    }

    String where() {
        return where;
    }

    boolean has(final String key) {
        asked.add(key);
        return values.containsKey(key);
    }

    /** Whether there is a value: a key without one is as if it were missing. */
    boolean isGiven(final String key) {
        return has(key) && values.get(key) != null;
    }

    Object raw(final String key) {
        asked.add(key);
        return values.get(key);
    }

    Object required(final String key) {
        if (!has(key)) {
            throw new CaseException(where, "'" + key + "' is missing");
        }
        return values.get(key);
    }

    String text(final String key) {
        return text(where + ", " + key, required(key));
    }

    String text(final String key, final String byDefault) {
        return isGiven(key) ? text(key) : byDefault;
    }

    static String text(final String where, final Object value) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        throw new CaseException(where, "has to be text, not " + described(value));
    }

    long number(final String key) {
        return number(where + ", " + key, required(key));
    }

    long number(final String key, final long byDefault) {
        return isGiven(key) ? number(key) : byDefault;
    }

    static long number(final String where, final Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigInteger) {
            throw new CaseException(where, "does not fit into 64 bits: " + value);
        }
        throw new CaseException(where, "has to be an integer, not " + described(value));
    }

    boolean flag(final String key, final boolean byDefault) {
        if (!isGiven(key)) {
            return byDefault;
        }
        if (values.get(key) instanceof Boolean) {
            return (Boolean) values.get(key);
        }
        throw new CaseException(where, "'" + key + "' has to be true or false, not " + described(values.get(key)));
    }

    Keys mapping(final String key) {
        return of(where + ", " + key, required(key));
    }

    /** The list under a key; empty where it is missing or has no value. */
    List<?> list(final String key) {
        return raw(key) == null ? List.of() : list(where + ", " + key, values.get(key));
    }

    static List<?> list(final String where, final Object value) {
        if (value instanceof List) {
            return (List<?>) value;
        }
        throw new CaseException(where, "has to be a list, not " + described(value));
    }

    /** Call it when all that is known was asked for. */
    void requireNothingElse() {
        for (final Object key : values.keySet()) {
            if (!asked.contains(String.valueOf(key))) {
                throw new CaseException(
                        where, "'" + key + "' is not known here; known are " + String.join(", ", new TreeSet<>(asked)));
            }
        }
    }

    private static String described(final Object value) {
        if (value == null) {
            return "nothing";
        }
        if (value instanceof Map) {
            return "a mapping";
        }
        return value instanceof List ? "a list" : "'" + value + "'";
    }
}
