package io.reprieve.cli;

import io.reprieve.domain.Text;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** An early end for a job. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = {
            "Ends a job early: rows that were not sent yet become CANCELLED and stand in its dead"
                    + " letter. Calls under way are finished; rows in doubt are still asked for.",
            "Works beside a running service. Without one, the report comes at the next start."
        })
final class CancelCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOB", description = "A job's id.")
    private String id;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws UsageException {
        Settings settings = options.loadWithoutAccounts();
        try (Ledger ledger = Ledgers.open(settings)) {
            Job job = Ledgers.job(ledger, id);
            if (!ledger.jobs().cancel(job.number(), Ledgers.user())) {
                throw new UsageException(
                        "Job " + id + " is not under way any more. See bin/reprieve status " + id);
            }
            Job now = Ledgers.job(ledger, id);
            System.out.println(
                    "Cancelled: "
                            + Text.count(now.settled() - job.settled(), "row")
                            + " will not be sent; "
                            + Text.count(now.rows() - now.settled(), "row")
                            + " still under way.");
        }
        return ExitCodes.DONE;
    }
}
