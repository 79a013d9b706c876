package io.reprieve.domain;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is known of an account's API, and kept over restarts. Immutable.
 *
 * @param name the account's name
 * @param form the body form that worked last, or null
 * @param callSize ids in the next full call, at least 1
 * @param sizeLimit most ids that a call was ever refused to exceed; {@link Integer#MAX_VALUE} where
 *     no refusal taught it
 * @param slow a size that calls do not grow to for the time being, or null
 * @param standings how calls of each kind fare; see {@link #standing}
 * @param pause silence that Cloudflare asked for, or null; may be over
 */
public record AccountState(
        String name,
        BodyForm form,
        int callSize,
        int sizeLimit,
        SlowSize slow,
        Map<CallKind, Standing> standings,
        Pause pause) {

    /** Copies the standings. */
    public AccountState {
        standings = Map.copyOf(standings);
    }

    /** An account that was never called. */
    public static AccountState unknown(String name, int startSize) {
        return new AccountState(name, null, startSize, Integer.MAX_VALUE, null, Map.of(), null);
    }

    /** How calls of that kind fare. */
    public Standing standing(CallKind kind) {
        return standings.getOrDefault(kind, Standing.NEW);
    }

    /** Why calls of that kind wait, or null. */
    public AccountHold hold(CallKind kind) {
        return standing(kind).hold();
    }

    /** The holds there are, releases first. */
    public Map<CallKind, AccountHold> holds() {
        Map<CallKind, AccountHold> holds = new EnumMap<>(CallKind.class);
        for (CallKind kind : CallKind.values()) {
            if (hold(kind) != null) {
                holds.put(kind, hold(kind));
            }
        }
        return holds;
    }

    /** The hold that keeps most back, or null. */
    public AccountHold hold() {
        return holds().values().stream().findFirst().orElse(null);
    }

    /**
     * The hold that keeps jobs back, or null: saved searches hold up no job, and look-ups that are
     * refused hold up none while releases work.
     */
    public AccountHold holdOfJobs() {
        AccountHold release = hold(CallKind.RELEASE);
        return release == null && lastSuccess() == null ? hold(CallKind.LOOK) : release;
    }

    /** When the newest release call that was taken began, or null. */
    public Instant lastSuccess() {
        return standing(CallKind.RELEASE).worked();
    }

    /** Whether a pause is under way. */
    public boolean isPaused(Instant now) {
        return pause != null && pause.isOn(now);
    }

    /** The same account with another standing of one kind of call. */
    public AccountState with(CallKind kind, Standing standing) {
        Map<CallKind, Standing> all = new EnumMap<>(CallKind.class);
        all.putAll(standings);
        all.put(kind, standing);
        return new AccountState(name, form, callSize, sizeLimit, slow, all, pause);
    }

    /** The same account with another size of call. */
    AccountState sized(int size, int limit) {
        return new AccountState(name, form, size, limit, slow, standings, pause);
    }

    /** The same account with another size of call, and one that was too slow, or null for none. */
    AccountState slowed(int size, SlowSize found) {
        return new AccountState(name, form, size, sizeLimit, found, standings, pause);
    }

    /** Whether the next full call is as large as one that was too slow: one at a time then. */
    public boolean isTrial() {
        return slow != null && callSize >= slow.size();
    }

    /** The same account, paused. */
    AccountState paused(Pause other) {
        return new AccountState(name, form, callSize, sizeLimit, slow, standings, other);
    }

    /** The same account with the body form that worked. */
    AccountState formed(BodyForm worked) {
        return new AccountState(name, worked, callSize, sizeLimit, slow, standings, pause);
    }
}
