package io.reprieve.cli;

import io.reprieve.app.LockHolder;
import io.reprieve.domain.Text;
import io.reprieve.ledger.CallBudget;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.settings.Account;
import io.reprieve.settings.Settings;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How all of it stands: service, what waits, what is held, jobs; from the ledger. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows whether a service runs, what waits for it, the budget, what is held and until"
                    + " when, and the newest jobs; or one job.",
            "Works beside a running service and without one; changes nothing."
        })
final class StatusCommand implements Callable<Integer> {
    private static final int NEWEST = 20;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "A job's id.")
    private String id;

    @Option(
            names = "--exit-code",
            description =
                    "For monitoring: ends with 3 where Cloudflare refuses an account, with 4 where"
                            + " rows wait and no service runs, or for a person; else with 0.")
    private boolean byCode;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws UsageException, IOException {
        Settings settings = options.loadWithoutAccounts();
        try (Ledger ledger = Ledgers.open(settings)) {
            WhoWorks who = WhoWorks.on(settings);
            line("service", who.words());
            if (id == null) {
                overview(settings, ledger, who);
            } else {
                Job job = Ledgers.job(ledger, id);
                print(job);
                new JobPrinter(settings.dataDir(), System.out).print(job);
            }
            ledger.accounts().all().stream()
                    .flatMap(account -> AccountWords.of(account).stream())
                    .forEach(System.out::println);
            settings.windows()
                    .describeWait(Clock.systemUTC().instant())
                    .ifPresent(words -> System.out.println("releasing " + words));
            if (id == null) {
                ledger.jobs().newest(NEWEST).forEach(StatusCommand::print);
            }
            return byCode ? code(ledger, who) : ExitCodes.DONE;
        }
    }

    private static void overview(Settings settings, Ledger ledger, WhoWorks who) {
        List<Job> running = ledger.jobs().running();
        List<Job> held = ledger.jobs().held();
        line("waiting", rows(running) + (held.isEmpty() ? "" : "; for a person: " + rows(held)));
        Optional<LockHolder> service = who.service();
        boolean takesFiles =
                service.map(one -> one.inbox().isPresent()).orElse(settings.files().enabled());
        line(
                "inbox",
                takesFiles
                        ? InboxContents.words(
                                service.flatMap(LockHolder::inbox).orElse(settings.files().dir()))
                        : "switched off (reprieve.intake.files.enabled)");
        budget(settings, ledger);
        outgoing(ledger);
    }

    /**
     * Answers, notices and files that were not brought yet, and what the oldest that failed met.
     */
    private static void outgoing(Ledger ledger) {
        ledger.deliveries()
                .waitingByWay()
                .forEach((way, count) -> line("unsent", count + " by " + way));
        ledger.deliveries().waiting(NEWEST).stream()
                .filter(delivery -> delivery.trouble() != null)
                .forEach(
                        delivery ->
                                line(
                                        "",
                                        delivery.way()
                                                + (delivery.place() == null
                                                        ? ""
                                                        : " " + delivery.place())
                                                + " failed "
                                                + Text.count(delivery.attempts(), "time")
                                                + ": "
                                                + delivery.trouble()));
    }

    private static void budget(Settings settings, Ledger ledger) {
        CallBudget pace =
                ledger.pace(
                        settings.rate().requests(),
                        settings.rate().usable(),
                        settings.rate().window());
        List<String> names =
                settings.accounts().isEmpty()
                        ? List.of(Account.DEFAULT)
                        : settings.accounts().stream().map(Account::name).toList();
        for (String name : names) {
            int used = pace.used(name);
            if (used > 0 || name.equals(names.get(0))) {
                line(
                        "budget",
                        String.format(
                                "%s: %d of %s in %s used",
                                name,
                                used,
                                Text.count(settings.rate().usable(), "call"),
                                Text.duration(settings.rate().window())));
            }
        }
    }

    private static String rows(List<Job> jobs) {
        long rows = jobs.stream().mapToLong(job -> job.rows() - job.settled()).sum();
        return Text.count(rows, "row") + " of " + Text.count(jobs.size(), "job");
    }

    private static int code(Ledger ledger, WhoWorks who) {
        boolean isRefused = ledger.accounts().all().stream().anyMatch(AccountWords::isRefused);
        boolean waitsInVain = !who.isSomebody() && !ledger.jobs().running().isEmpty();
        boolean waitsForPerson =
                ledger.jobs().held().stream().anyMatch(job -> job.approvedBy() == null);
        if (isRefused) {
            return ExitCodes.REFUSED;
        }
        return waitsInVain || waitsForPerson ? ExitCodes.INTERRUPTED : ExitCodes.DONE;
    }

    private static void line(String what, String words) {
        System.out.printf("%-8s %s%n", what, words);
    }

    private static void print(Job job) {
        System.out.printf(
                "%s  %-9s  %d of %d rows, %d need a person%n",
                job.id(), job.state(), job.settled(), job.rows(), job.deadLetters());
        if (job.isHeld()) {
            System.out.println("  " + JobPrinter.held(job));
        }
    }
}
