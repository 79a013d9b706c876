package io.reprieve.practice;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Runs a practice server in the foreground until it is stopped. Exit code 0, or 2 for wrong use.
 */
@Command(
        name = "practice",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a stand-in for the Cloudflare endpoints, for rehearsal. Every id is a quarantined"
                    + " message here, and each release is counted.",
            "Nothing leaves this machine. Set the three variables that are printed at the start, and"
                    + " every command works against it. Stop it with Ctrl-C."
        },
        footerHeading = "%nFaults:%n",
        footer = {
            "  KIND[:VALUE][,code=N][,retry-after=N][@PROBABILITY][xTIMES][+looks|+all]",
            "  status:503,retry-after=2x3   the next three release calls are answered 503",
            "  lost                         processed, but no answer comes",
            "  reset-after@0.05             each release call with a probability of 5 %%",
            "  status:403,code=10000x*+all  every call, until faults are deleted",
            "  status:451x*+looks           every call that is no release, likewise",
            "  Kinds: status, status-after, html, html-after, html-late, accepted-late,",
            "  lost-late, challenge,",
            "  challenge-after, unsuccessful, redirect, reset, reset-after, close, lost,",
            "  hang, hang-after, cut, broken-json, wrong-json, oversized, gzip, drip,",
            "  delay, delay-after, refuse.",
            "",
            "docs/practice.md explains each of them, and the ids for each outcome."
        })
public final class PracticeCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8787",
            description = "Port to listen on; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Address to listen on. Default: ${DEFAULT-VALUE}, this machine only. Nothing"
                            + " under /practice/ asks for a token.")
    private String bind;

    @Option(
            names = "--account-id",
            paramLabel = "ID",
            defaultValue = PracticeOptions.DEFAULT_ACCOUNT_ID,
            description = "Account, 32 hexadecimal digits. Default: ${DEFAULT-VALUE}.")
    private String accountId;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = PracticeOptions.DEFAULT_TOKEN,
            description =
                    "Token that opens the account. One that starts with cfat_ is an account"
                            + " token. Default: ${DEFAULT-VALUE}.")
    private String token;

    @Option(
            names = "--account",
            paramLabel = "ID=TOKEN",
            description = "A further account and its token. Can be repeated.")
    private Map<String, String> accounts = new LinkedHashMap<>();

    @Option(
            names = "--email",
            paramLabel = "ADDRESS",
            description = "With --api-key: the older pair of credentials, taken too.")
    private String email;

    @Option(names = "--api-key", paramLabel = "KEY", description = "See --email.")
    private String apiKey;

    @Option(
            names = "--rate-limit",
            paramLabel = "N/TIME",
            defaultValue = "1200/5m",
            converter = OptionText.AsRateLimit.class,
            description =
                    "Calls in any window of that length; who goes over is refused for as long."
                            + " 'off' for none. Default: ${DEFAULT-VALUE}, as at Cloudflare.")
    private RateLimit rateLimit;

    @Option(
            names = "--body",
            paramLabel = "FORM",
            defaultValue = "both",
            converter = OptionText.AsBodyForm.class,
            description =
                    "Body forms of a release call that are taken: both, array or ids."
                            + " Default: ${DEFAULT-VALUE}.")
    private PracticeBodyForm body;

    @Option(
            names = "--max-ids",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Most ids in one release call. Default: ${DEFAULT-VALUE}.")
    private int maxIds;

    @Option(
            names = "--too-many-status",
            paramLabel = "STATUS",
            defaultValue = "400",
            description = "Answer to more of them: 400 or 413. Default: ${DEFAULT-VALUE}.")
    private int tooManyStatus;

    @Option(
            names = "--gateway-ids",
            paramLabel = "N",
            defaultValue = "2147483647",
            description = "Most ids in one release call that a gateway has time for. Default: any.")
    private int gatewayIds;

    @Option(
            names = "--lag",
            paramLabel = "TIME",
            defaultValue = "0ms",
            converter = OptionText.AsDuration.class,
            description = "So late does a look know of a release. Default: ${DEFAULT-VALUE}.")
    private Duration lag;

    @Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Messages that a search finds. Default: ${DEFAULT-VALUE}.")
    private int messages;

    @Option(
            names = "--delay",
            paramLabel = "TIME",
            defaultValue = "0ms",
            converter = OptionText.AsDuration.class,
            description = "Time that each call takes, such as 200ms. Default: ${DEFAULT-VALUE}.")
    private Duration delay;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            converter = OptionText.AsFault.class,
            description = "What goes wrong, see below. Can be repeated; happens in this order.")
    private List<Fault> faults = List.of();

    @Option(
            names = "--fault-rate",
            paramLabel = "RATE",
            defaultValue = "0",
            description =
                    "Probability, 0 to 1, that a release call meets a fault at random: one of"
                            + " --fault, or of every quick kind where none is given.")
    private double faultRate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Makes random faults repeatable. Default: another one each time, printed.")
    private Long seed;

    @Override
    public Integer call() {
        CountDownLatch stopped = new CountDownLatch(1);
        PrintWriter out = spec.commandLine().getOut();
        PracticeServer server = startOrExplain(out);
        PracticeReport report = new PracticeReport(out);
        report.started(server, email != null, faultRate > 0 ? seed : null);
        // Halting, because a JVM that a signal ends exits with 143 whatever its hooks do.
        Thread hook =
                new Thread(
                        () -> {
                            server.close();
                            report.stopped(server);
                            Runtime.getRuntime().halt(0);
                        },
                        "practice-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            stopped.await();
        } catch (InterruptedException interrupted) {
            Runtime.getRuntime().removeShutdownHook(hook);
            server.close();
            report.stopped(server);
        }
        return 0;
    }

    private PracticeServer startOrExplain(PrintWriter out) {
        try {
            return PracticeServer.start(options(new PracticeReport(out)));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        } catch (UnknownHostException unknown) {
            throw new ParameterException(
                    spec.commandLine(), "--bind " + bind + " is no address", unknown);
        } catch (IOException notPossible) {
            throw new ParameterException(
                    spec.commandLine(),
                    "cannot listen on "
                            + bind
                            + ":"
                            + port
                            + " ("
                            + notPossible.getMessage()
                            + "). Another program may use that port: choose one with --port, or 0"
                            + " for a free one.",
                    notPossible);
        }
    }

    private PracticeOptions options(PracticeReport report) throws UnknownHostException {
        if ((email == null) != (apiKey == null)) {
            throw new IllegalArgumentException("--email and --api-key go together");
        }
        seed = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        PracticeOptions.Builder options =
                PracticeOptions.builder()
                        .port(port)
                        .bind(InetAddress.getByName(bind))
                        .account(accountId, token)
                        .emailAndKey(email, apiKey)
                        .rateLimit(rateLimit)
                        .body(body)
                        .maxIds(maxIds)
                        .gatewayIds(gatewayIds)
                        .lag(lag)
                        .tooManyStatus(tooManyStatus)
                        .messages(messages)
                        .delay(delay)
                        .callListener(report::called);
        accounts.forEach(options::account);
        return faultRate == 0 ? options.faults(faults).build() : options.mixture(mixture()).build();
    }

    private FaultMixture mixture() {
        return faults.isEmpty()
                ? FaultMixture.ofEverything(faultRate, seed)
                : new FaultMixture(faultRate, seed, faults);
    }
}
