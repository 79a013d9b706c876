package io.reprieve.cli;

import io.reprieve.domain.AccountHold;
import io.reprieve.domain.Text;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Jobs;
import java.io.PrintStream;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * Shows how a job gets on until its report is written: a bar on a terminal, plain lines elsewhere.
 */
final class JobFollower {
    /** Looks after which it is made sure that somebody still works on the job. */
    static final int LOOKS_PER_CHECK = 30;

    private static final long POLL_MILLIS = 100;

    /** Plain lines appear every so many looks, when there is anything new. */
    private static final int LINE = 50;

    private final Jobs jobs;
    private final Supplier<Map<String, AccountHold>> holds;
    private final PrintStream out;
    private final boolean terminal;

    private final Map<String, AccountHold> foundAtStart;
    private final BooleanSupplier isServed;
    private int looks;

    /**
     * Follows jobs of this process. To be made before they are accepted, so that a hold which
     * begins with them is known to be new.
     *
     * @param holds the holds of all accounts that are held now, by the account's name
     */
    JobFollower(Jobs jobs, Supplier<Map<String, AccountHold>> holds, PrintStream out) {
        this(jobs, holds, out, () -> true);
    }

    /** Follows jobs that another process works on; {@code isServed} says whether it still does. */
    JobFollower(
            Jobs jobs,
            Supplier<Map<String, AccountHold>> holds,
            PrintStream out,
            BooleanSupplier isServed) {
        this.isServed = isServed;
        this.jobs = jobs;
        this.holds = holds;
        this.out = out;
        this.terminal = isTerminal();
        this.foundAtStart = holds.get();
    }

    /** Whether a person looks on, so that a bar is better than lines. */
    static boolean isTerminal() {
        return System.console() != null && !"dumb".equals(System.getenv("TERM"));
    }

    /** How following a job ended. */
    enum End {
        /** The report is whole on the disk. */
        REPORTED,
        /** A signal asked to stop. */
        INTERRUPTED,
        /** It waits for a person. */
        HELD,
        /** Cloudflare refuses the credentials. */
        REFUSED,
        /** Nobody works on it any more. */
        ABANDONED
    }

    End follow(Job job) throws InterruptedException {
        return terminal ? withBar(job) : withLines(job);
    }

    private End withBar(Job job) throws InterruptedException {
        try (ProgressBar bar =
                new ProgressBarBuilder()
                        .setTaskName(job.id())
                        .setInitialMax(job.rows())
                        .setRenderer(new BarText())
                        .build()) {
            while (true) {
                Job now = jobs.get(job.number()).orElseThrow();
                bar.stepTo(now.settled());
                End end = end(now);
                if (end != null) {
                    return end;
                }
            }
        }
    }

    private End withLines(Job job) throws InterruptedException {
        long told = -1;
        int lines = 0;
        while (true) {
            Job now = jobs.get(job.number()).orElseThrow();
            if (lines++ % LINE == 0 && now.settled() != told && !now.isReported()) {
                told = now.settled();
                out.println(
                        now.id() + ": " + told + " of " + Text.count(now.rows(), "row") + " done");
            }
            End end = end(now);
            if (end != null) {
                return end;
            }
        }
    }

    private End end(Job job) throws InterruptedException {
        if (job.isReported()) {
            return End.REPORTED;
        }
        if (job.isHeld() && job.approvedBy() == null) {
            return End.HELD;
        }
        if (isRefused(job)) {
            return End.REFUSED;
        }
        looks++;
        if (looks % LOOKS_PER_CHECK == 0 && !isServed.getAsBoolean()) {
            return End.ABANDONED;
        }
        return Shutdown.await(POLL_MILLIS) ? End.INTERRUPTED : null;
    }

    /** Whether nothing of a job can go on, since every account with rows left is refused. */
    private boolean isRefused(Job job) {
        Set<String> refused = refusals().keySet();
        if (Collections.disjoint(refused, job.accounts())) {
            return false;
        }
        Set<String> open = jobs.openAccounts(job.number());
        return !open.isEmpty() && refused.containsAll(open);
    }

    /** The accounts that Cloudflare refuses access for, and why; by name. */
    Map<String, AccountHold> refusals() {
        Map<String, AccountHold> refused = new TreeMap<>(holds.get());
        refused.entrySet().removeIf(held -> !isRefusal(held.getKey(), held.getValue()));
        return refused;
    }

    /** A hold that was found at the start may be over: it counts once a try has failed since. */
    private boolean isRefusal(String account, AccountHold now) {
        AccountHold before = foundAtStart.get(account);
        return now.isOfAccess()
                && now.isConfirmed()
                && (before == null
                        || !now.since().equals(before.since())
                        || now.probes() > before.probes());
    }
}
