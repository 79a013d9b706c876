package io.reprieve.release;

import java.time.Instant;

/**
 * What is known of an account's API, and kept over restarts. Immutable.
 *
 * @param name the account's name
 * @param form the body form that worked last, or null
 * @param callSize ids in the next full call, at least 1
 * @param sizeLimit most ids that a call was ever refused to exceed; {@link Integer#MAX_VALUE} where
 *     no refusal taught it
 * @param hold why calls wait, or null
 * @param pausedUntil Cloudflare asked for silence until then (429), or null
 * @param troubles calls in a row that looked like an outage
 * @param lastSuccess when a release call was last taken, or null; not kept over restarts
 */
public record AccountState(
        String name,
        BodyForm form,
        int callSize,
        int sizeLimit,
        Hold hold,
        Instant pausedUntil,
        int troubles,
        Instant lastSuccess) {

    /** An account that was never called. */
    public static AccountState unknown(String name, int startSize) {
        return new AccountState(name, null, startSize, Integer.MAX_VALUE, null, null, 0, null);
    }

    /** Whether a pause is under way. */
    public boolean isPaused(Instant now) {
        return pausedUntil != null && now.isBefore(pausedUntil);
    }

    /** The same account with another hold, or null for none. */
    AccountState held(Hold other) {
        return new AccountState(
                name, form, callSize, sizeLimit, other, pausedUntil, troubles, lastSuccess);
    }

    /** The same account with another size of call. */
    AccountState sized(int size, int limit) {
        return new AccountState(name, form, size, limit, hold, pausedUntil, troubles, lastSuccess);
    }

    /** The same account, paused. */
    AccountState paused(Instant until) {
        return new AccountState(
                name, form, callSize, sizeLimit, hold, until, troubles, lastSuccess);
    }

    /** The same account with another number of troubles in a row. */
    AccountState troubled(int number) {
        return new AccountState(
                name, form, callSize, sizeLimit, hold, pausedUntil, number, lastSuccess);
    }

    /** The same account after a call that was taken in that form. */
    AccountState taken(BodyForm worked, Instant now) {
        return new AccountState(name, worked, callSize, sizeLimit, null, pausedUntil, 0, now);
    }
}
