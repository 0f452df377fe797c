package io.millrace.demo.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Checks the classes of all modules: demo is the one that sees them all. */
class RulesTest {
    private static final String RECORD = "io.millrace.record..";
    private static final String STATE = "io.millrace.state..";
    private static final String WINDOWING = "io.millrace.windowing..";
    private static final String JOURNAL = "io.millrace.journal..";
    private static final String ENGINE = "io.millrace.engine..";
    private static final String BENCH = "io.millrace.bench..";
    private static final String DEMO = "io.millrace.demo..";
    private static final String[] ALGORITHMS = {RECORD, STATE, WINDOWING};

    private static final JavaClasses MILLRACE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.millrace");

    @Test
    void shouldSeeTheClassesOfAllModules() {
        final Set<String> modules = new TreeSet<>();
        MILLRACE.forEach(type -> modules.add(type.getPackageName().split("\\.")[2]));

        assertEquals(Set.of("record", "state", "windowing", "journal", "engine", "bench", "demo"), modules);
    }

    @Test
    void shouldDependOnModulesBelowOnly() {
        Rules.moduleDependsOnly(RECORD).check(MILLRACE);
        Rules.moduleDependsOnly(STATE, RECORD).check(MILLRACE);
        Rules.moduleDependsOnly(WINDOWING, STATE, RECORD).check(MILLRACE);
        Rules.moduleDependsOnly(JOURNAL, RECORD).check(MILLRACE);
        Rules.moduleDependsOnly(ENGINE, JOURNAL, WINDOWING, STATE, RECORD).check(MILLRACE);
        Rules.moduleDependsOnly(BENCH, ENGINE, JOURNAL, WINDOWING, STATE, RECORD)
                .check(MILLRACE);
        Rules.moduleDependsOnly(DEMO, BENCH, ENGINE, JOURNAL, WINDOWING, STATE, RECORD)
                .check(MILLRACE);
    }

    @Test
    void shouldKeepTheProcessorOutOfTheRunningProgram() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millrace.record.processor..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.millrace.record.processor..")
                .check(MILLRACE);
    }

    @Test
    void shouldHaveNoCycleBetweenPackages() {
        slices().matching("io.millrace.(**)").should().beFreeOfCycles().check(MILLRACE);
    }

    @Test
    void shouldUseEachLibraryInItsOwnPlaceOnly() {
        Rules.libraryOnlyIn("com.lmax.disruptor..", "io.millrace.engine.ring..", BENCH)
                .check(MILLRACE);
        Rules.libraryOnlyIn("net.openhft..", "io.millrace.journal.queue..").check(MILLRACE);
        Rules.libraryOnlyIn("de.siegmar.fastcsv..", "io.millrace.engine.csv..").check(MILLRACE);
        Rules.libraryOnlyIn("com.palantir.javapoet..", "io.millrace.record.processor..")
                .check(MILLRACE);
        Rules.libraryOnlyIn("picocli..", BENCH, DEMO).check(MILLRACE);
        Rules.libraryOnlyIn("org.HdrHistogram..", ENGINE, BENCH, DEMO).check(MILLRACE);
        Rules.libraryOnlyIn("org.openjdk.jmh..", BENCH).check(MILLRACE);
    }

    @Test
    void shouldKeepClocksAndRandomSourcesOutOfAlgorithms() {
        Rules.repeatable(ALGORITHMS).check(MILLRACE);
    }

    /** A clock that is put back must not concern the journal: it may measure intervals, and knows no time of day. */
    @Test
    void shouldKeepTheTimeOfDayOutOfTheJournal() {
        noClasses()
                .that()
                .resideInAPackage(JOURNAL)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Instant")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .check(MILLRACE);
    }

    @Test
    void shouldKeepThreadsAndFilesOutOfAlgorithms() {
        Rules.withoutThreadsAndFiles(STATE, WINDOWING, "io.millrace.record").check(MILLRACE);
    }

    @Test
    void shouldCatchAPlantedClockReadAndThread() {
        final JavaClasses planted = new ClassFileImporter().importClasses(PlantedClockReader.class);

        assertTrue(Rules.repeatable("io.millrace.demo.rules").evaluate(planted).hasViolation());
        assertTrue(Rules.withoutThreadsAndFiles("io.millrace.demo.rules")
                .evaluate(planted)
                .hasViolation());
    }
}
