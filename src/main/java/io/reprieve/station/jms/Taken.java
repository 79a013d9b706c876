package io.reprieve.station.jms;

import io.reprieve.intake.Row;
import io.reprieve.ledger.NewRequest;
import java.util.List;

/**
 * A message whose body is a list.
 *
 * @param body its body
 * @param rows its rows where it is small, else none
 * @param count how many rows it has
 * @param account the account of rows that name none, or null
 * @param sharing whether it may share a job with others
 * @param request what the ledger remembers of it; the lines are still those of its own list
 */
record Taken(
        Body body,
        List<Row> rows,
        long count,
        String account,
        Sharing sharing,
        NewRequest request) {

    /** Whether a list may be part of a job with others. */
    enum Sharing {
        /** It is small and says nothing that others do not say. */
        SHARED,
        /** It is long, or says who asks or why, which is said of a whole job. */
        ALONE
    }

    boolean isAlone() {
        return sharing == Sharing.ALONE;
    }

    /** What the ledger remembers of it when its rows are those lines. */
    NewRequest at(long first, long last) {
        return new NewRequest(
                request.key(), first, last, count, request.replyTo(), request.correlation());
    }
}
