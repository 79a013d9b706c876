package io.reprieve.connector.jms;

import io.reprieve.domain.Row;
import io.reprieve.ledger.NewRequest;
import io.reprieve.ledger.Request;
import java.util.List;
import java.util.Objects;

/**
 * A message whose body is a list.
 *
 * @param body its body
 * @param rows its rows where it is small, else none
 * @param count how many rows it has
 * @param account the account of rows that name none, or null
 * @param sharing whether it may share a job with others
 * @param telling what tells it from others
 * @param request what the ledger remembers of it; the lines are still those of its own list
 */
record RequestMessage(
        MessageBody body,
        List<Row> rows,
        long count,
        String account,
        Sharing sharing,
        Telling telling,
        NewRequest request) {

    /** Whether a list may be part of a job with others. */
    enum Sharing {
        /** It is small and says nothing that others do not say. */
        SHARED,
        /** It is long, or says who asks or why, which is said of a whole job. */
        ALONE
    }

    /**
     * What tells a message from others.
     *
     * @param hasId whether it has an id of its own; its key is made of all else where it has none
     * @param isRedelivered whether the broker says that it was delivered before
     */
    record Telling(boolean hasId, boolean isRedelivered) {}

    /** The same, for one that cannot be told from others. */
    RequestMessage withoutKey() {
        NewRequest untold =
                new NewRequest(
                        null,
                        request.firstLine(),
                        request.lastLine(),
                        count,
                        request.replyTo(),
                        request.correlation());
        return new RequestMessage(body, rows, count, account, sharing, telling, untold);
    }

    /** Whether its answer is to be that of that request, at the same place. */
    boolean wantsTheSame(Request before) {
        return Objects.equals(request.replyTo(), before.replyTo())
                && Objects.equals(request.correlation(), before.correlation());
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
