package io.reprieve.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/**
 * How long to wait between attempts, and when to stop. Immutable; as thread-safe as {@code jitter}.
 *
 * @param firstDelay wait before the first repeat; doubled each time
 * @param maxDelay longest wait
 * @param giveUpAfter how long after the first attempt a row is given up
 * @param failedAttempts attempts for a message whose recipients are reported as failed, at least 1
 * @param inDoubt what happens to ids whose answer was lost
 * @param settleTime how long after its end a call whose outcome is unknown may still change
 *     something
 * @param jitter random numbers from 0 to 1, so that waits spread out
 */
public record RetryPolicy(
        Duration firstDelay,
        Duration maxDelay,
        Duration giveUpAfter,
        int failedAttempts,
        InDoubt inDoubt,
        Duration settleTime,
        DoubleSupplier jitter) {

    /** Doublings after which every delay is past any bound that a setting allows. */
    private static final int MAX_DOUBLINGS = 30;

    /**
     * The wait before a repeat: doubled for each earlier wait, at most {@code maxDelay}, and then
     * 50 to 100 percent of that.
     *
     * @param waits earlier waits in a row, 0 for the first
     */
    public Duration delay(int waits) {
        double doubled =
                firstDelay.toMillis() * Math.pow(2, Math.min(Math.max(waits, 0), MAX_DOUBLINGS));
        double bounded = Math.min(doubled, maxDelay.toMillis());
        return Duration.ofMillis(Math.round(bounded * (0.5 + jitter.getAsDouble() / 2)));
    }

    /**
     * Whether rows first tried at that time are given up now; a null time is never too long ago.
     */
    public boolean givesUp(Instant firstTried, Instant now) {
        return firstTried != null && !now.isBefore(firstTried.plus(giveUpAfter));
    }
}
