package io.reprieve.domain;

import java.time.Instant;
import java.util.List;

/**
 * Rows of one chunk of one list that share their outcome so far: the unit that the ledger claims,
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
        return history.attempts() == 0 && history.openUntil() == null && !dryRun;
    }

    /** Whether it was refused, which is known to have done nothing: only not why. */
    public boolean isOnlyAccused() {
        return history.accused() != null && history.openUntil() == null;
    }

    /** The same rows with another history. */
    public Part with(History other) {
        return new Part(key, job, account, ids, other, group, dryRun);
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
     * @param openUntil where nobody knows what came of a call that held them: until when that may
     *     still change; null: no such call, or a look that began later has told
     * @param accused when a call that held them was last halved, or a single id that was never in
     *     such a call was first refused by itself; null: neither. See {@link BlameRules}
     */
    public record History(
            int attempts,
            int failures,
            int waits,
            Instant firstTried,
            Instant refused,
            boolean otherFormTried,
            Instant openUntil,
            Instant accused) {
        /** Rows that were never sent. */
        public static final History NEW = new History(0, 0, 0, null, null, false);

        /** Rows of whose calls it is known what came. */
        public History(
                int attempts,
                int failures,
                int waits,
                Instant firstTried,
                Instant refused,
                boolean otherFormTried) {
            this(attempts, failures, waits, firstTried, refused, otherFormTried, null, null);
        }

        /** Whether a look that began at that time is too early to be the last word. */
        public boolean isOpen(Instant looked) {
            return openUntil != null && looked.isBefore(openUntil);
        }

        /** The same after a call of which nobody knows what came; null: it is known. */
        public History open(Instant until) {
            return new History(
                    attempts, failures, waits, firstTried, refused, otherFormTried, until, accused);
        }

        /**
         * The same once a look has told what came of its calls.
         *
         * @throws IllegalStateException when the look began too early to tell
         */
        History closed(Instant looked) {
            if (isOpen(looked)) {
                throw new IllegalStateException("The look was too early to be the last word.");
            }
            return open(null);
        }

        /** The same with one more call, begun at that time; its own answer tells what is open. */
        public History begun(Instant now) {
            Instant first = firstTried == null ? now : firstTried;
            return new History(
                    attempts + 1, failures, waits, first, refused, otherFormTried, null, accused);
        }

        /** The same after a call that was refused as a whole. */
        History refusedOnce(Instant now, boolean bothForms) {
            Instant first = refused == null ? now : refused;
            // An accused one keeps its distance between tries, whatever the form.
            int kept = accused == null ? 0 : waits;
            return new History(
                    attempts, failures, kept, firstTried, first, bothForms, openUntil, accused);
        }

        /** The same in one half of a call that was refused. */
        History halved(Instant now) {
            Instant first = refused == null ? now : refused;
            return new History(attempts, failures, 0, firstTried, first, false, openUntil, now);
        }

        /** The same after a single id was refused by itself, and nobody knows whose fault it is. */
        History accused(Instant now) {
            return new History(
                    attempts,
                    failures,
                    waits + 1,
                    firstTried,
                    refused == null ? now : refused,
                    false,
                    openUntil,
                    accused == null ? now : accused);
        }

        /** The same after an answer that names failed recipients, or none. */
        History failedOnce() {
            return new History(attempts, failures + 1, 0, firstTried, null, false, openUntil, null);
        }

        /** The same after one more wait. */
        History waitedOnce() {
            return new History(
                    attempts,
                    failures,
                    waits + 1,
                    firstTried,
                    refused,
                    otherFormTried,
                    openUntil,
                    accused);
        }

        /** The same where the time to give up counts from another moment. */
        History since(Instant first) {
            return new History(
                    attempts, failures, waits, first, refused, otherFormTried, openUntil, accused);
        }

        /** The same where nothing was the rows' fault: their time to give up starts anew. */
        History fresh() {
            return new History(
                    attempts, failures, 0, null, refused, otherFormTried, openUntil, accused);
        }
    }
}
