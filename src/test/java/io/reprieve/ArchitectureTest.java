package io.reprieve;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.jms.MessageConsumer;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;

/** Which package may know what. Dependencies point one way: to {@code domain}. */
@AnalyzeClasses(packages = "io.reprieve", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String OURS = "io.reprieve..";
    private static final String FILES = "io.reprieve.files..";
    private static final String DOMAIN = "io.reprieve.domain..";
    private static final String CLOUDFLARE = "io.reprieve.cloudflare..";
    private static final String LEDGER = "io.reprieve.ledger..";
    private static final String LIST = "io.reprieve.list..";
    private static final String SETTINGS = "io.reprieve.settings..";
    private static final String PRACTICE = "io.reprieve.practice..";
    private static final String REPORT_FILE = "io.reprieve.report.file..";
    private static final String CALLS = "io.reprieve.calls..";
    private static final String VERIFY = "io.reprieve.verify..";
    private static final String IMPORTING = "io.reprieve.importing..";
    private static final String APPROVAL = "io.reprieve.approval..";
    private static final String REPORT = "io.reprieve.report..";
    private static final String ERRORS = "io.reprieve.errors..";
    private static final String CONNECTOR = "io.reprieve.connector..";
    private static final String APP = "io.reprieve.app..";
    private static final String CLI = "io.reprieve.cli..";

    private static final Set<String> MAKERS =
            Set.of(
                    "createFile",
                    "createDirectory",
                    "createDirectories",
                    "createTempFile",
                    "createTempDirectory",
                    "createNewFile",
                    "mkdir",
                    "mkdirs",
                    "newBufferedWriter",
                    "newOutputStream",
                    "open",
                    "write",
                    "writeString",
                    "copy",
                    "move",
                    "renameTo");

    private static final DescribedPredicate<JavaCall<?>> MAKES_FILES =
            DescribedPredicate.describe(
                    "make files",
                    call ->
                            call.getTargetOwner()
                                            .getFullName()
                                            .matches(
                                                    "java.nio.file.Files|java.io.File"
                                                            + "|java.nio.channels.FileChannel")
                                    && MAKERS.contains(call.getTarget().getName())
                                    && call.getTarget().getRawParameterTypes().stream()
                                            .noneMatch(
                                                    type ->
                                                            type.isEquivalentTo(
                                                                    OutputStream.class)));

    private static final DescribedPredicate<JavaCall<?>> OPENS_FILES =
            DescribedPredicate.describe(
                    "open files",
                    call ->
                            call.getTargetOwner()
                                            .getFullName()
                                            .matches(
                                                    "java.io.(FileOutputStream|RandomAccessFile"
                                                            + "|FileWriter|PrintWriter|PrintStream)")
                                    && !call.getTarget().getRawParameterTypes().isEmpty()
                                    && call.getTarget()
                                            .getRawParameterTypes()
                                            .get(0)
                                            .getFullName()
                                            .matches("java.io.File|java.lang.String"));

    /** Waits that only another thread can end. */
    private static final List<Wait> ENDLESS =
            List.of(
                    new Wait(Object.class, "wait", 0),
                    new Wait(Thread.class, "join", 0),
                    new Wait(Process.class, "waitFor", 0),
                    new Wait(Future.class, "get", 0),
                    new Wait(CompletableFuture.class, "join", 0),
                    new Wait(BlockingQueue.class, "take", 0),
                    new Wait(BlockingQueue.class, "put", 1),
                    new Wait(CountDownLatch.class, "await", 0),
                    new Wait(CyclicBarrier.class, "await", 0),
                    new Wait(Semaphore.class, "acquire", 0),
                    new Wait(Condition.class, "await", 0),
                    new Wait(MessageConsumer.class, "receive", 0));

    @ArchTest
    static final ArchRule the_domain_knows_nothing_but_the_language =
            classes()
                    .that()
                    .resideInAPackage(DOMAIN)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(DOMAIN, "java.lang..", "java.time..", "java.util..");

    @ArchTest static final ArchRule files_know_none_of_the_others = knowsOnly(FILES);

    @ArchTest
    static final ArchRule cloudflare_knows_only_the_domain = knowsOnly(CLOUDFLARE, DOMAIN);

    @ArchTest static final ArchRule ledger_knows_only_the_domain = knowsOnly(LEDGER, DOMAIN, FILES);

    @ArchTest static final ArchRule lists_know_only_the_domain = knowsOnly(LIST, DOMAIN, FILES);

    @ArchTest
    static final ArchRule files_of_reports_know_only_the_domain =
            knowsOnly(REPORT_FILE, DOMAIN, FILES);

    @ArchTest static final ArchRule settings_know_only_the_domain = knowsOnly(SETTINGS, DOMAIN);

    @ArchTest static final ArchRule practice_knows_none_of_the_others = knowsOnly(PRACTICE);

    @ArchTest
    static final ArchRule calls_know_the_ledger_and_the_api =
            knowsOnly(CALLS, CLOUDFLARE, LEDGER, DOMAIN, SETTINGS);

    @ArchTest
    static final ArchRule verify_goes_by_the_rules_of_calls =
            knowsOnly(VERIFY, CALLS, CLOUDFLARE, LEDGER, DOMAIN, SETTINGS);

    @ArchTest
    static final ArchRule approval_knows_what_a_list_costs =
            knowsOnly(APPROVAL, CALLS, LEDGER, LIST, FILES, DOMAIN, SETTINGS);

    @ArchTest
    static final ArchRule importing_reads_lists_into_the_ledger =
            knowsOnly(IMPORTING, APPROVAL, CALLS, LEDGER, LIST, FILES, DOMAIN, SETTINGS);

    @ArchTest
    static final ArchRule reports_know_no_sink = knowsOnly(REPORT, LEDGER, LIST, FILES, DOMAIN);

    @ArchTest
    static final ArchRule errors_know_who_is_told =
            knowsOnly(ERRORS, IMPORTING, CALLS, LEDGER, LIST, DOMAIN);

    @ArchTest
    static final ArchRule only_what_starts_it_knows_a_connector =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(CONNECTOR, APP, CLI)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(CONNECTOR);

    @ArchTest
    static final ArchRule a_connector_knows_no_other =
            slices().matching("io.reprieve.connector.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule nobody_but_commands_knows_what_joins_it_all =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(APP, CLI)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(APP, CLI);

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.reprieve.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_ledger_knows_sql =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(LEDGER)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..");

    @ArchTest
    static final ArchRule only_cloudflare_and_who_calls_know_the_http_client =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(CLOUDFLARE, CALLS, VERIFY, CONNECTOR)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.hc..");

    @ArchTest
    static final ArchRule rules_lists_books_and_files_know_no_camel =
            noClasses()
                    .that()
                    .resideInAnyPackage(DOMAIN, LEDGER, LIST, REPORT_FILE, SETTINGS, PRACTICE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule only_commands_write_to_the_terminal =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(CLI, PRACTICE)
                    .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule times_are_those_of_java_time =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching(
                            "java\\.(util\\.(Date|Calendar|GregorianCalendar|TimeZone)"
                                    + "|text\\.(Simple)?DateFormat|sql\\.(Date|Time|Timestamp))");

    /** Time is injected, so that a test need not sleep and a rule is the same at any hour. */
    @ArchTest
    static final ArchRule the_rules_look_at_no_clock_of_their_own =
            noClasses()
                    .that()
                    .resideInAnyPackage(DOMAIN, CLOUDFLARE, LEDGER)
                    .should()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(java.time.Instant.class, "now")
                    .orShould()
                    .callMethod(java.time.Clock.class, "systemUTC");

    /** Whoever else makes a file makes it with the permissions of the day. */
    @ArchTest
    static final ArchRule files_and_folders_come_into_being_in_one_place =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(FILES)
                    .should()
                    .callMethodWhere(MAKES_FILES)
                    .orShould()
                    .callConstructorWhere(OPENS_FILES);

    /**
     * Whoever is waited for may have failed, or hang: each wait has an end, after which one looks
     * again. Commands may wait for a signal.
     */
    @ArchTest
    static final ArchRule nobody_waits_for_another_thread_without_a_way_out =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(CLI, PRACTICE)
                    .should()
                    .callMethodWhere(
                            describe(
                                    "it waits without end",
                                    call -> ENDLESS.stream().anyMatch(wait -> wait.is(call))));

    private record Wait(Class<?> of, String method, int arguments) {
        boolean is(JavaMethodCall call) {
            return call.getName().equals(method)
                    && call.getTarget().getRawParameterTypes().size() == arguments
                    && call.getTargetOwner().isAssignableTo(of);
        }
    }

    private static ArchRule knowsOnly(String own, String... others) {
        String[] allowed = java.util.Arrays.copyOf(others, others.length + 1);
        allowed[others.length] = own;
        return noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(OURS).and(resideOutsideOfPackages(allowed)));
    }
}
