package io.reprieve.domain;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * How calls of one kind fare with an account. Immutable. Of all this only the hold is kept over
 * restarts.
 *
 * @param hold why they wait, or null
 * @param troubles calls in a row that looked like an outage
 * @param worked when the newest call that Cloudflare took began, or null
 * @param refusals calls refused for what they hold since one was taken
 * @param accused ids refused by themselves since one was taken, up to {@link BlameRules#MANY}
 * @param suspect when it last looked as if everything was refused, or null
 */
public record Standing(
        AccountHold hold,
        int troubles,
        Instant worked,
        int refusals,
        Set<String> accused,
        Instant suspect) {
    /** Nothing is known. */
    public static final Standing NEW = new Standing(null, 0, null);

    /** Copies the ids. */
    public Standing {
        accused = Set.copyOf(accused);
    }

    /** Nothing was refused. */
    public Standing(AccountHold hold, int troubles, Instant worked) {
        this(hold, troubles, worked, 0, Set.of(), null);
    }

    /** The same with another hold, or null for none. */
    Standing held(AccountHold other) {
        return new Standing(other, troubles, worked, refusals, accused, suspect);
    }

    /** The same with another number of troubles in a row. */
    Standing troubled(int number) {
        return new Standing(hold, number, worked, refusals, accused, suspect);
    }

    /** After a call that began then was taken. */
    Standing taken(Instant began) {
        boolean newer = worked == null || began.isAfter(worked);
        return new Standing(null, 0, newer ? began : worked, 0, Set.of(), suspect);
    }

    /**
     * After a call was refused for what it holds; with the id it held, where it was a single one.
     */
    Standing refused(String only) {
        Set<String> all = new HashSet<>(accused);
        if (only != null && all.size() < BlameRules.MANY) {
            all.add(only);
        }
        return new Standing(hold, 0, worked, refusals + 1, all, suspect);
    }

    /** The same, looking as if everything was refused. */
    Standing suspected(Instant now) {
        return new Standing(hold, troubles, worked, refusals, accused, now);
    }

    /** The same once it is known that the refusals were right. */
    Standing explained() {
        boolean ends = hold != null && hold.kind() == AccountHold.Kind.REFUSALS;
        return new Standing(ends ? null : hold, troubles, worked, 0, Set.of(), suspect);
    }
}
