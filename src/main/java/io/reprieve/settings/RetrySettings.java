package io.reprieve.settings;

import java.time.Duration;

/**
 * When and how often something is tried again.
 *
 * @param firstDelay wait before the first repeat; doubled for each further one
 * @param maxDelay the doubling stops here; never less than {@code firstDelay}
 * @param giveUpAfter age at which a call is not repeated any more; never less than {@code maxDelay}
 * @param settleTime how long after a call's end its outcome may still change, 1 s to 1 h
 * @param failedAttempts attempts for a message with failed recipients, 1 to 20
 */
public record RetrySettings(
        Duration firstDelay,
        Duration maxDelay,
        Duration giveUpAfter,
        Duration settleTime,
        int failedAttempts) {}
