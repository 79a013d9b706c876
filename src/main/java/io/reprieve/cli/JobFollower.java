package io.reprieve.cli;

import io.reprieve.ledger.Job;
import io.reprieve.ledger.Jobs;
import io.reprieve.release.Hold;
import io.reprieve.release.Words;
import java.io.PrintStream;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how a job gets on until its report is written: a bar on a terminal, plain lines elsewhere.
 */
final class JobFollower {
    /** Looks after which it is made sure that somebody still works on the job. */
    static final int LOOKS_PER_CHECK = 30;

    private static final long LOOK = 100;

    /** Plain lines appear every so many looks, when there is anything new. */
    private static final int LINE = 50;

    private final Jobs jobs;
    private final Supplier<Hold> hold;
    private final PrintStream out;
    private final boolean terminal;

    private final Hold foundAtStart;
    private final BooleanSupplier isServed;
    private int looks;

    JobFollower(Jobs jobs, Supplier<Hold> hold, PrintStream out) {
        this(jobs, hold, out, () -> true);
    }

    /** Follows a job that another process works on; {@code isServed} says whether it still does. */
    JobFollower(Jobs jobs, Supplier<Hold> hold, PrintStream out, BooleanSupplier isServed) {
        this.isServed = isServed;
        this.jobs = jobs;
        this.hold = hold;
        this.out = out;
        this.terminal = isTerminal();
        this.foundAtStart = hold.get();
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
                        .setTaskName(shortened(job.id()))
                        .setInitialMax(job.rows())
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUnit(" ids", 1)
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
                        now.id() + ": " + told + " of " + Words.count(now.rows(), "row") + " done");
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
        Hold why = hold.get();
        if (why != null && why.isOfAccess() && isNew(why)) {
            return End.REFUSED;
        }
        looks++;
        if (looks % LOOKS_PER_CHECK == 0 && !isServed.getAsBoolean()) {
            return End.ABANDONED;
        }
        return Shutdown.await(LOOK) ? End.INTERRUPTED : null;
    }

    /** A hold that was found at the start may be over: it counts once a try has failed since. */
    private boolean isNew(Hold now) {
        return foundAtStart == null
                || !now.since().equals(foundAtStart.since())
                || now.probes() > foundAtStart.probes();
    }

    private static String shortened(String id) {
        return id.length() <= 30 ? id : id.substring(0, 29) + "…";
    }
}
