package io.reprieve.release;

import java.time.Instant;
import java.util.List;

/**
 * Rows of one chunk of one list that share their fate so far: the unit that the ledger claims,
 * sends, settles and carries over. Immutable; safe to share between threads.
 *
 * @param key the ledger's number of this part
 * @param job the ledger's number of the job
 * @param account name of the account that every row belongs to
 * @param ids the ids, in the list's order
 * @param history what happened to these rows so far
 * @param group parts of the same group travel together and with no other; null: free to share a
 *     call with anybody
 * @param dryRun whether the state is asked for and nothing is released
 */
public record Part(
        long key,
        long job,
        String account,
        List<String> ids,
        History history,
        Long group,
        boolean dryRun) {

    /** Number of ids. */
    public int size() {
        return ids.size();
    }

    /**
     * Whether its rows are asked for before they are sent for the first time, and not because it is
     * in doubt what came of them.
     */
    public boolean isUnsent() {
        return history.attempts() == 0 && !dryRun;
    }

    /**
     * What happened to the rows of a part so far.
     *
     * @param attempts calls that held them
     * @param failures answers that named failed recipients, or no recipient
     * @param waits how often in a row they had to wait because nothing was done or the answer was
     *     lost; the delay doubles with it
     * @param firstTried when the first call of the present series was sent, or null
     * @param refused when a call that held them was first refused as a whole, or null
     * @param otherFormTried whether the last refusal came for both body forms
     */
    public record History(
            int attempts,
            int failures,
            int waits,
            Instant firstTried,
            Instant refused,
            boolean otherFormTried) {
        /** Rows that were never sent. */
        public static final History NEW = new History(0, 0, 0, null, null, false);
    }
}
