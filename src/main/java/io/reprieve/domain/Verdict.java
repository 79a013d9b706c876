package io.reprieve.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What follows from an answer for one part: every row of the part is in exactly one of {@code
 * settled} and {@code carried}.
 *
 * @param part the part as it was sent
 * @param settled rows with their final word
 * @param carried rows that go on
 */
public record Verdict(Part part, List<Settled> settled, List<Carried> carried) {
    /**
     * Checks that every row has exactly one outcome, because a row that has none would be lost.
     *
     * @throws IllegalStateException when rows are missing or stand twice
     */
    public Verdict {
        settled = List.copyOf(settled);
        carried = List.copyOf(carried);
        boolean[] met = new boolean[part.size()];
        settled.forEach(row -> meet(met, row.index()));
        carried.forEach(rows -> rows.indexes().forEach(index -> meet(met, index)));
        for (boolean one : met) {
            if (!one) {
                throw new IllegalStateException("A row of part " + part.key() + " has no outcome.");
            }
        }
    }

    /** The latest time until which the outcome of a settled row may still change, or null. */
    public Instant openUntil() {
        return settled.stream()
                .map(Settled::openUntil)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static void meet(boolean[] met, int index) {
        if (met[index]) {
            throw new IllegalStateException("A row has two outcomes.");
        }
        met[index] = true;
    }

    /**
     * A row with its final word.
     *
     * @param index place of the id in {@link Part#ids()}
     * @param result the final word
     * @param openUntil see {@link Part.History#openUntil()}: whoever sends the id again looks first
     */
    public record Settled(int index, RowResult result, Instant openUntil) {
        /** A row of which it is known what came of its calls. */
        public Settled(int index, RowResult result) {
            this(index, result, null);
        }
    }

    /**
     * Rows that go on together.
     *
     * @param indexes places of the ids in {@link Part#ids()}, ascending
     * @param next what is to be done with them
     * @param notBefore when
     * @param history what happened to them so far
     * @param group see {@link Part#group()}; null: free
     */
    public record Carried(
            List<Integer> indexes, Next next, Instant notBefore, Part.History history, Long group) {
        /**
         * Checks that nothing is sent while a call that holds it may still be at work.
         *
         * @throws IllegalStateException when it would be
         */
        public Carried {
            if (next == Next.SEND && history.isOpen(notBefore)) {
                throw new IllegalStateException("A row in doubt would be sent too early.");
            }
        }
    }

    /** What is to be done with carried rows. */
    public enum Next {
        /** Send them (again). */
        SEND,
        /** Ask for each message's state before anything else. */
        ASK
    }
}
