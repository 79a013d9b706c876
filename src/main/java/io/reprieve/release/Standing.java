package io.reprieve.release;

import java.time.Instant;

/**
 * How calls of one kind fare with an account. Immutable.
 *
 * @param hold why they wait, or null
 * @param troubles calls in a row that looked like an outage; not kept over restarts
 * @param worked when the newest call that Cloudflare took began, or null; not kept over restarts
 */
public record Standing(Hold hold, int troubles, Instant worked) {
    /** Nothing is known. */
    public static final Standing NEW = new Standing(null, 0, null);

    /** The same with another hold, or null for none. */
    Standing held(Hold other) {
        return new Standing(other, troubles, worked);
    }

    /** The same with another number of troubles in a row. */
    Standing troubled(int number) {
        return new Standing(hold, number, worked);
    }

    /** After a call that began then was taken. */
    Standing taken(Instant began) {
        boolean newer = worked == null || began.isAfter(worked);
        return new Standing(null, 0, newer ? began : worked);
    }
}
