package io.reprieve.cli;

import io.reprieve.domain.Text;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A person's word that a held job may go. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = {
            "Lets a job go that is held because its list is very long or came through a new door."
                    + " Its rows are compared with all that came meanwhile, and sent.",
            "Works beside a running service, within a second. Without one, the job goes at the next"
                    + " start. Who approved stands in summary.json. 'cancel JOB' ends it instead."
        })
final class ApproveCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOB", description = "A job's id.")
    private String id;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws Exception {
        Settings settings = options.loadWithoutAccounts();
        try (Ledger ledger = Ledgers.open(settings)) {
            Job job = Ledgers.job(ledger, id);
            if (!ledger.jobs().approve(job.number(), Ledgers.user())) {
                return explain(Ledgers.job(ledger, id));
            }
            System.out.println(
                    "Approved: up to "
                            + Text.count(job.rows() - job.settled(), "row")
                            + " of job "
                            + id
                            + " will be sent.");
        }
        System.out.println(
                Ledgers.isServed(settings)
                        ? "The running service takes it now."
                        : "No service runs: it goes at the next start of Reprieve.");
        return ExitCodes.DONE;
    }

    /** Approving twice is no mistake; approving what was never held is. */
    private int explain(Job job) throws UsageException {
        if (job.approvedBy() == null) {
            throw new UsageException("Job " + id + " is not held. See bin/reprieve status " + id);
        }
        System.out.println("Job " + id + " was approved before, by " + job.approvedBy() + ".");
        return ExitCodes.DONE;
    }
}
