package io.reprieve.cli;

import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.settings.Settings;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Jobs and accounts, from the ledger. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the newest jobs, or one job, and accounts whose calls are held.")
final class StatusCommand implements Callable<Integer> {
    private static final int NEWEST = 20;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "A job's id.")
    private String id;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws UsageException {
        Settings settings = options.loadWithoutAccounts();
        try (Ledger ledger = Ledgers.open(settings)) {
            if (id == null) {
                ledger.jobs().newest(NEWEST).forEach(StatusCommand::print);
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
        }
        return ExitCodes.DONE;
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
