package io.millrace.demo.cases;

import java.util.List;

/**
 * How a case ended.
 *
 * @param id the case's id.
 * @param title what it shows.
 * @param failure what is wrong, line by line; empty if it passed.
 */
record CaseResult(String id, String title, List<String> failure) {
    boolean passed() {
        return failure.isEmpty();
    }
}
