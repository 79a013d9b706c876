package io.reprieve.endpoint;

import io.reprieve.ledger.CommitSignal;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks into the ledger whenever that may be worth it: after a commit, at the next due time, and
 * every {@value #FALLBACK} ms in any case, since other processes commit too. For one thread, but
 * for {@link #wake}.
 */
final class LedgerWatch {
    /** Longest time between two looks, in ms. */
    private static final long FALLBACK = 5_000;

    /** How often the clock is looked at while one waits for a time, in ms; it may be set. */
    private static final long CLOCK = 100;

    /** How soon to look again where something is due and was not to be had, in ms. */
    private static final long SOON = 250;

    /** Pauses after a look that failed, in ms: each twice as long as the one before. */
    private static final long FIRST_PAUSE = 500;

    private static final long LONGEST_PAUSE = 5_000;

    private final CommitSignal commits;
    private final Clock clock;
    private final long minDelay;
    private final BooleanSupplier active;

    /**
     * A watch that is woken by that signal.
     *
     * @param minDelay least time from the begin of a look in vain to the next look, in ms
     * @param active whether to go on
     */
    LedgerWatch(CommitSignal commits, Clock clock, long minDelay, BooleanSupplier active) {
        this.commits = commits;
        this.clock = clock;
        this.minDelay = minDelay;
        this.active = active;
    }

    /** A look into the ledger. */
    interface Look {
        /** Whether there was anything; then there is another look at once. */
        boolean look() throws InterruptedException;
    }

    /**
     * Looks until it is not to go on any more. Whatever a look throws, the next one comes: with
     * this thread all that waits in the ledger would wait for ever.
     *
     * @param nextDue when it is worth to look again without a commit; null: never
     * @param failed is told of a look that failed
     */
    void run(Look look, Supplier<Instant> nextDue, Consumer<Throwable> failed) {
        long pause = FIRST_PAUSE;
        while (active.getAsBoolean()) {
            long seen = commits.count();
            long begin = System.nanoTime();
            try {
                try {
                    if (!look.look()) {
                        await(seen, begin, nextDue.get());
                    }
                    pause = FIRST_PAUSE;
                } catch (RuntimeException | Error e) {
                    if (active.getAsBoolean()) {
                        failed.accept(e);
                        sleep(pause);
                    }
                    pause = Math.min(2 * pause, LONGEST_PAUSE);
                }
            } catch (InterruptedException e) {
                // Who means to end it has said so before; anything else must not.
                continue;
            }
        }
    }

    /** Ends a wait, so that one looks whether to go on. */
    void wake() {
        commits.give();
    }

    private void await(long seen, long begin, Instant nextDue) throws InterruptedException {
        Instant now = clock.instant();
        Instant due = nextDue == null || nextDue.isAfter(now) ? nextDue : now.plusMillis(SOON);
        while (active.getAsBoolean()
                && commits.count() == seen
                && millisSince(begin) < FALLBACK
                && (due == null || clock.instant().isBefore(due))) {
            commits.await(seen, Math.min(CLOCK, FALLBACK - millisSince(begin)));
        }
        sleep(minDelay - millisSince(begin));
    }

    private void sleep(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0 && active.getAsBoolean(); left = millisTo(end)) {
            Thread.sleep(Math.min(left, CLOCK));
        }
    }

    private static long millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private static long millisTo(long end) {
        return (end - System.nanoTime() + 999_999) / 1_000_000;
    }
}
