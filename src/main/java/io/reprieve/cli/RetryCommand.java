package io.reprieve.cli;

import io.reprieve.domain.Text;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.settings.Account;
import io.reprieve.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Another try for what needed a person. */
@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description = {
            "Puts the dead letter of a job back into the inbox: its ids become a new job.",
            "Without a running service the list waits there for the next start."
        })
final class RetryCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOB", description = "A job's id.")
    private String id;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws Exception {
        Settings settings = options.load(Map.of());
        Job job;
        try (Ledger ledger = Ledgers.open(settings)) {
            job = Ledgers.job(ledger, id);
        }
        Path deadLetter = settings.dataDir().resolve("dead-letter").resolve(id + ".csv");
        if (!Files.exists(deadLetter)) {
            throw new UsageException(
                    job.isReported()
                            ? "Job " + id + " has no dead letter: nothing of it needs a person."
                            : "Job "
                                    + id
                                    + " is still under way; its dead letter comes at its end.");
        }
        WhoWorks who = WhoWorks.on(settings);
        Path target =
                InboxDrop.of(settings, who.service()).put(deadLetter, Account.DEFAULT, "retry-");
        System.out.println(
                Text.count(job.deadLetters(), "row")
                        + " of job "
                        + id
                        + " put into "
                        + target.toAbsolutePath().normalize());
        System.out.println(
                who.isService()
                        ? "The running service takes it now."
                        : "No service runs: it is taken at the next 'bin/reprieve run'.");
        return ExitCodes.DONE;
    }
}
