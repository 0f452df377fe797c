package io.millrace.demo.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;

/** The rules of the design that a class file can be checked against. */
final class Rules {
    /** Calls whose answer depends on when, where or how often they are made. */
    private static final Set<String> UNREPEATABLE = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.identityHashCode",
            "java.lang.System.getenv",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID");

    private Rules() {}

    /** Packages that must give the same bytes for the same input read no clock and no random source. */
    static ArchRule repeatable(final String... packages) {
        final DescribedPredicate<JavaAccess<?>> unrepeatable = describe(
                "answers differently each time",
                access -> UNREPEATABLE.contains(access.getTargetOwner().getName() + '.' + access.getName())
                        || access.getTargetOwner().getPackageName().equals("java.time")
                                && access.getName().equals("now"));
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .accessTargetWhere(unrepeatable)
                .orShould()
                .dependOnClassesThat(assignableTo(Random.class).or(assignableTo(Clock.class)))
                .because("output is a function of the input alone; time comes as a parameter")
                .allowEmptyShould(true);
    }

    /** Packages of pure algorithms start no thread and know no files. */
    static ArchRule withoutThreadsAndFiles(final String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .callConstructorWhere(describe(
                        "starts a thread",
                        call -> call.getTargetOwner().isAssignableTo(Thread.class)
                                || call.getTargetOwner().isAssignableTo(Executor.class)))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.Executors")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.net..")
                .because("algorithms and threads never share a class")
                .allowEmptyShould(true);
    }

    /** A module depends, of our own packages, on the named ones only. */
    static ArchRule moduleDependsOnly(final String module, final String... allowed) {
        final String[] withItself = new String[allowed.length + 1];
        System.arraycopy(allowed, 0, withItself, 0, allowed.length);
        withItself[allowed.length] = module;
        final DescribedPredicate<JavaClass> elsewhere =
                resideInAnyPackage("io.millrace..").and(not(resideInAnyPackage(withItself)));
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat(elsewhere)
                .allowEmptyShould(true);
    }

    /** A third party's library is used in the named packages only. */
    static ArchRule libraryOnlyIn(final String library, final String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true);
    }
}
