package io.millrace.demo.cases;

import java.util.List;
import java.util.function.Supplier;

/**
 * A case, read and ready to run.
 *
 * @param id its id, unique in its file.
 * @param title what it shows.
 * @param subject opens what it is tried on.
 * @param steps its steps.
 */
record Case(String id, String title, Supplier<Subject> subject, List<Step> steps) {}
