package io.reprieve.cli;

import io.reprieve.domain.AccountHold;
import io.reprieve.domain.Outcome;
import io.reprieve.domain.Text;
import io.reprieve.ledger.Job;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Tells what came of a job, where its files are, and what to do next. */
final class JobPrinter {
    private final Path dataDir;
    private final PrintStream out;

    JobPrinter(Path dataDir, PrintStream out) {
        this.dataDir = dataDir;
        this.out = out;
    }

    /** Why a held job waits, and what ends that. */
    static String held(Job job) {
        if (job.approvedBy() != null) {
            return "approved by " + job.approvedBy() + "; it goes on with the service";
        }
        return "held: "
                + job.heldBecause()
                + "; 'bin/reprieve approve "
                + job.id()
                + "' lets it go, 'bin/reprieve cancel "
                + job.id()
                + "' ends it";
    }

    /** Says on standard error which accounts Cloudflare refuses access for, and what to do. */
    static void refused(Map<String, AccountHold> refused) {
        refused.forEach(
                (account, hold) -> System.err.println("Account " + account + ": " + hold.words()));
    }

    void print(Job job) {
        out.println();
        out.println(
                "Job "
                        + job.id()
                        + ": "
                        + Text.count(job.rows(), "row")
                        + ", "
                        + Text.count(job.calls(), "call"));
        for (Map.Entry<Outcome, Long> outcome : job.outcomes().entrySet()) {
            String person = outcome.getKey().needsPerson() ? "  -> needs a person" : "";
            out.printf("  %,10d %s%s%n", outcome.getValue(), outcome.getKey(), person);
        }
        if (job.rows() == 0) {
            out.println("  The list has no rows.");
        }
        if (!job.isReported()) {
            out.println("The report comes when the job ends.");
            return;
        }
        out.println("Report:      " + path("reports/" + job.id() + "/report.csv"));
        Path deadLetter = path("dead-letter/" + job.id() + ".csv");
        if (Files.exists(deadLetter)) {
            out.println("Dead letter: " + deadLetter);
            out.println(
                    "  Each line says why. Mend what can be mended; drop the file into the inbox"
                            + " again to try once more.");
        }
    }

    private Path path(String below) {
        return dataDir.resolve(below).toAbsolutePath().normalize();
    }
}
