package io.reprieve.app;

import io.reprieve.approval.ApprovalSteps;
import io.reprieve.calls.CallDispatcher;
import io.reprieve.calls.CallGate;
import io.reprieve.calls.Calling;
import io.reprieve.calls.FillCall;
import io.reprieve.calls.HttpClients;
import io.reprieve.calls.Recovery;
import io.reprieve.calls.ReleaseSteps;
import io.reprieve.cloudflare.AnswerReader;
import io.reprieve.cloudflare.HttpClientRules;
import io.reprieve.connector.Connector;
import io.reprieve.connector.files.InboxComponent;
import io.reprieve.domain.AccountRules;
import io.reprieve.domain.BodyForm;
import io.reprieve.domain.Judgement;
import io.reprieve.domain.RetryPolicy;
import io.reprieve.endpoint.CompletedJobs;
import io.reprieve.endpoint.LedgerComponent;
import io.reprieve.endpoint.Progress;
import io.reprieve.errors.ErrorReporter;
import io.reprieve.errors.Outbox;
import io.reprieve.errors.RetryPause;
import io.reprieve.importing.ImportSteps;
import io.reprieve.importing.InboxFiles;
import io.reprieve.importing.SourceHealth;
import io.reprieve.ledger.DataFolderLock;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.LedgerException;
import io.reprieve.list.ListSubmission;
import io.reprieve.report.ReportAhead;
import io.reprieve.report.ReportSteps;
import io.reprieve.report.file.ReportWriter;
import io.reprieve.settings.HttpSettings;
import io.reprieve.settings.PollSettings;
import io.reprieve.settings.Settings;
import io.reprieve.verify.VerifySteps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running Reprieve: the ledger, the steps and the routes over one data folder. Thread-safe once
 * started.
 */
public final class Reprieve implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.start");

    /** Time for Camel's part of the end, once the last answer is there, in s. */
    private static final int SETTLE_SECONDS = 3;

    /** Time for all of the end, once the last answer is there. */
    private static final Duration CLOSING = Duration.ofMillis(4500);

    /** The route files that are always there; the others belong to connectors. */
    static final List<String> FLOW =
            List.of(
                    "10-files",
                    "15-command",
                    "20-import",
                    "25-approval",
                    "30-calls",
                    "40-release",
                    "45-verify",
                    "46-lookup",
                    "50-report",
                    "70-upkeep",
                    "90-errors");

    /** Where the ids of halves begin; anything below is left for a person's eyes. */
    private static final long GROUPS = 1L << 60;

    private final Settings settings;
    private final Clock clock;
    private final DataFolderLock lock;
    private final Ledger ledger;
    private final CallGate gate;
    private final ReportAhead ahead;
    private final List<Connector> connectors;
    private final Main main = new Main();

    private Reprieve(Settings settings, Path routes, Clock clock, DataFolderLock lock) {
        this.settings = settings;
        this.clock = clock;
        this.lock = lock;
        this.ledger = Ledger.open(ledgerFolder(settings), clock);
        AccountRules rules = rules();
        Judgement judgement = judgement();
        AnswerReader reader = new AnswerReader(clock, settings.http().responseTimeout());
        this.gate = new CallGate(settings, ledger, clock, rules);
        SourceHealth health = new SourceHealth(clock);
        ErrorReporter errors = new ErrorReporter(clock, health);
        RetryPause pause = new RetryPause(errors, gate);
        this.connectors =
                Connectors.of(
                        settings,
                        ledger,
                        new Calling(gate, rules, reader, policy()),
                        clock,
                        health,
                        pause);
        InboxFiles inbox = new InboxFiles(settings, wall(clock));
        InboxComponent component = new InboxComponent(settings, inbox, gate, errors);
        main.bind("inbox", component);
        main.bind("inboxScheduler", component.scheduler());
        main.bind("inboxFiles", inbox);
        main.bind("importSteps", new ImportSteps(settings, ledger, inbox, gate, health));
        main.bind("approvalSteps", new ApprovalSteps(settings, ledger, gate));
        FillCall filling = new FillCall(gate);
        CallDispatcher dispatcher =
                new CallDispatcher(ledger.parts(), gate, filling, clock, ledger.commits());
        main.bind("callDispatcher", dispatcher);
        main.bind("fillCall", filling);
        ReleaseSteps release =
                new ReleaseSteps(ledger.parts(), gate, rules, judgement, reader, fixedForm());
        main.bind("releaseSteps", release);
        VerifySteps verify = new VerifySteps(ledger.parts(), gate, rules, judgement, reader);
        main.bind("verifySteps", verify);
        this.ahead =
                new ReportAhead(ledger, new ReportWriter(settings.dataDir()), gate::isStopping);
        main.bind("reportAhead", ahead);
        ReportSteps report = new ReportSteps(ledger, ahead, this::sinks);
        main.bind("reportSteps", report);
        var calls = new LedgerComponent.Calls(gate, dispatcher, release, verify);
        LedgerComponent due = new LedgerComponent(calls, ledger.commits(), clock, errors);
        due.add("completed", new CompletedJobs(report, errors));
        due.add("progress", new Progress(ledger.commits(), errors));
        Outbox outbox = new Outbox(ledger.deliveries(), policy(), clock);
        connectors.forEach(connector -> connector.addDeliveries(due, outbox, errors));
        main.bind("ledger", due);
        connectors.forEach(connector -> connector.beans().forEach(main::bind));
        main.bind("sourceHealth", health);
        main.bind("errorReporter", errors);
        main.bind("retryPause", pause);
        main.bind(
                "httpClientRules", HttpClients.rules(settings.http(), "Reprieve/" + Version.get()));
        configure(routes);
        ledger.forgetUnfinished();
        ledger.parts().settle(Recovery.afterCrash(judgement, ledger.parts().recover()));
    }

    /** Starts a service; see {@link #start(Settings, Path, Clock, Role)}. */
    public static Reprieve start(Settings settings, Path routes, Clock clock)
            throws BusyException, StartException {
        return start(settings, routes, clock, Role.SERVICE);
    }

    /**
     * Opens the ledger and starts the routes.
     *
     * @param settings what the user has set
     * @param routes the folder of the route files
     * @param clock now
     * @param role what others on this data folder are told that it is
     * @return a running Reprieve; the caller closes it
     * @throws BusyException when another process works on the data folder
     * @throws StartException when something is in the way, in words
     */
    public static Reprieve start(Settings settings, Path routes, Clock clock, Role role)
            throws BusyException, StartException {
        new DataFolders(settings).prepare();
        LostLedger.check(settings.dataDir());
        DataFolderLock lock;
        try {
            lock =
                    DataFolderLock.take(ledgerFolder(settings))
                            .orElseThrow(() -> new BusyException(settings.dataDir()));
        } catch (IOException e) {
            throw new StartException("The data folder cannot be locked: " + e.getMessage(), e);
        }
        introduce(settings, role, clock);
        UnknownRoutes.tell(routes, concat(FLOW, Connectors.ROUTE_FILES));
        try {
            Reprieve reprieve = new Reprieve(settings, routes, clock, lock);
            reprieve.startRoutes();
            return reprieve;
        } catch (LedgerException e) {
            release(settings, lock);
            throw new StartException(e.getMessage(), e);
        } catch (StartException | RuntimeException e) {
            release(settings, lock);
            throw e;
        }
    }

    /** The books. */
    public Ledger ledger() {
        return ledger;
    }

    /** Who may be called when, and why not. */
    public CallGate gate() {
        return gate;
    }

    /** The running routes. */
    public CamelContext context() {
        return main.getCamelContext();
    }

    /**
     * Accepts one list, as a source does, and lets its calls go without waiting for more lists.
     *
     * @return the job it became
     * @throws io.reprieve.domain.NotNowException when Reprieve is being stopped
     * @throws Exception when it cannot be accepted; nothing of it is kept
     */
    public Job accept(ListSubmission list) throws Exception {
        Exchange exchange = Errand.of("accept", () -> send(list)).await(gate::isStopping);
        if (ErrorReporter.cause(exchange.getException()) instanceof Exception failure) {
            throw failure;
        }
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Job job = exchange.getProperty(ImportSteps.JOB, Job.class);
        if (job == null) {
            throw caught;
        }
        return job;
    }

    private Exchange send(ListSubmission list) throws Exception {
        return main.getCamelTemplate()
                .send("direct:command", accepted -> accepted.getIn().setBody(list));
    }

    /**
     * Ends: calls under way are finished and written down, no new one begins, what is left goes on
     * at the next start. Ends within {@link #CLOSING} of the last answer, whatever hangs: what was
     * not written down then is looked at by the next start, as after a crash.
     */
    @Override
    public void close() {
        gate.stop();
        try {
            gate.awaitAnswers(settings.http().responseTimeout().multipliedBy(2));
            boolean isWhole = Errand.of("closing", this::closeParts).await(CLOSING);
            if (!isWhole) {
                LOG.warn("not everything could be closed in time; the next start looks at it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Void closeParts() {
        try {
            main.stop();
        } finally {
            try {
                connectors.forEach(Connector::close);
            } finally {
                ahead.close();
                ledger.close();
                release(settings, lock);
            }
        }
        return null;
    }

    private void startRoutes() throws StartException {
        try {
            main.start();
            HttpClientRules.lookBeforeUse(
                    main.getCamelContext(),
                    settings.cloudflare().baseUrl(),
                    settings.http().connectTimeout());
        } catch (Exception e) {
            ahead.close();
            ledger.close();
            throw new StartException("The routes cannot be started: " + rootOf(e).getMessage(), e);
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static Clock wall(Clock clock) {
        return clock instanceof SteadyClock steady ? steady.wall() : clock;
    }

    private void configure(Path routes) {
        main.configure()
                .withName("reprieve")
                .withRoutesIncludePattern("false")
                .withShutdownTimeout(SETTLE_SECONDS)
                .withShutdownLogInflightExchangesOnTimeout(false)
                .withAutoConfigurationLogSummary(false)
                .withShutdownSuppressLoggingOnTimeout(true)
                // A cached answer would be read whole, however long it is, before it is looked at.
                .withStreamCachingEnabled(false);
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Off);
        settings.placeholders().forEach(main::addInitialProperty);
        derived().forEach(main::addInitialProperty);
        filesByCron().forEach(main::addInitialProperty);
        connectors.forEach(connector -> connector.placeholders().forEach(main::addInitialProperty));
        main.addMainListener(
                new MainListenerSupport() {
                    @Override
                    public void beforeConfigure(BaseMainSupport starting) {
                        onlyOwnProperties(starting.getCamelContext());
                    }

                    @Override
                    public void afterConfigure(BaseMainSupport configured) {
                        loadRoutes(configured.getCamelContext(), routes);
                        prepareExtensions(configured.getCamelContext());
                    }
                });
    }

    private List<String> sinks(Job job) {
        return connectors.stream().flatMap(one -> one.ways(job).stream()).toList();
    }

    private void prepareExtensions(CamelContext context) {
        for (Connector connector : connectors) {
            try {
                connector.prepare(context);
            } catch (Exception e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
    }

    /** The files of the flow, and those of what is switched on, from a folder of any name. */
    private void loadRoutes(CamelContext context, Path routes) {
        Stream<String> names =
                Stream.concat(
                        FLOW.stream(),
                        connectors.stream().flatMap(one -> one.routeFiles().stream()));
        try {
            List<Resource> files = new ArrayList<>();
            for (String name : names.toList()) {
                Path file = routes.resolve(name + ".camel.yaml");
                files.add(
                        ResourceHelper.fromBytes(
                                file.getFileName().toString(), Files.readAllBytes(file)));
            }
            PluginHelper.getRoutesLoader(context).loadRoutes(files);
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The settings have been read and checked; Camel must not look past them once more. */
    private static void onlyOwnProperties(CamelContext context) {
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
    }

    private Map<String, String> derived() {
        int calls = CallGate.CLAIMED * settings.inFlight() * settings.accounts().size();
        String connections = Integer.toString(calls);
        // An aggregate without any timeout would never be complete.
        long linger = Math.max(1, settings.batch().linger().toMillis());
        Map<String, String> derived = new HashMap<>();
        derived.put("reprieve.internal.calls", connections);
        derived.put("reprieve.internal.linger", Long.toString(linger));
        for (String scheme : List.of("http", "https")) {
            String component = "camel.component." + scheme + ".";
            derived.put(component + "httpClientConfigurer", "#bean:httpClientRules");
            derived.put(component + "connectionsPerRoute", connections);
            HttpSettings http = settings.http();
            derived.put(component + "connectTimeout", millis(http.connectTimeout()));
            derived.put(component + "responseTimeout", millis(http.responseTimeout()));
            derived.put(component + "soTimeout", millis(http.responseTimeout()));
        }
        return derived;
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }

    /** Without a cron expression nothing of Quartz is loaded. */
    private Map<String, String> filesByCron() {
        PollSettings poll = settings.filesPoll();
        return poll.cron().isEmpty()
                ? Map.of("reprieve.internal.files.scheduler", "#inboxScheduler")
                : Map.of(
                        "reprieve.internal.files.scheduler",
                        "quartz",
                        "reprieve.internal.files.zone",
                        poll.zone().getId());
    }

    private AccountRules rules() {
        return new AccountRules(
                clock,
                settings.batch().maxSize(),
                settings.inFlight(),
                settings.retry().firstDelay(),
                settings.rate().window());
    }

    private RetryPolicy policy() {
        return new RetryPolicy(
                settings.retry().firstDelay(),
                settings.retry().maxDelay(),
                settings.retry().giveUpAfter(),
                settings.retry().failedAttempts(),
                settings.inDoubt(),
                settings.retry().settleTime(),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    private Judgement judgement() {
        return new Judgement(
                policy(), clock, () -> ThreadLocalRandom.current().nextLong(GROUPS) << 1);
    }

    private BodyForm fixedForm() {
        return switch (settings.cloudflare().bodyForm()) {
            case AUTO -> null;
            case ARRAY -> BodyForm.ARRAY;
            case IDS -> BodyForm.IDS;
        };
    }

    private static Path ledgerFolder(Settings settings) {
        return settings.dataDir().resolve("ledger");
    }

    /**
     * Looks at the folders as a start by this user would; makes and changes nothing.
     *
     * @return what would be in its way, in words; empty where nothing is
     */
    public static Set<String> lookAtFolders(Settings settings) {
        return new DataFolders(settings).look();
    }

    private static List<String> concat(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static void introduce(Settings settings, Role role, Clock clock) {
        try {
            LockHolder.of(settings, role, clock.instant()).write(ledgerFolder(settings));
        } catch (IOException e) {
            LOG.warn("others cannot be told what works on this data folder: {}", e.getMessage());
        }
    }

    private static void release(Settings settings, DataFolderLock lock) {
        LockHolder.remove(ledgerFolder(settings));
        try {
            lock.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
