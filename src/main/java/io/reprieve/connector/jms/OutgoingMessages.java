package io.reprieve.connector.jms;

import io.reprieve.domain.SettledRow;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.Request;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * All messages that a job leaves at a place, always the same and in the same order: a dead letter
 * for each row that needs a person, then the answers to its requests in the order in which they
 * came. What comes later is added at the end, so that a number says how far they were sent. One
 * part is in memory at a time. Not thread-safe.
 */
final class OutgoingMessages implements Iterator<Outgoing>, AutoCloseable {
    /** Outcomes in one part of an answer. */
    static final int PART = 1000;

    private final Job job;
    private final Iterator<Request> requests;
    private long dead;
    private final RowCursor rows;
    private SettledRow ahead;
    private Request request;
    private long part;

    OutgoingMessages(Ledger ledger, Job job, long dead, List<Request> requests) {
        this.job = job;
        this.requests = requests.iterator();
        this.dead = dead;
        this.rows = new RowCursor(ledger, job.number());
    }

    @Override
    public boolean hasNext() {
        return dead > 0 || request != null || requests.hasNext();
    }

    @Override
    public Outgoing next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (dead > 0) {
            dead--;
            return deadLetter();
        }
        return answer();
    }

    @Override
    public void close() {
        rows.close();
    }

    private Outgoing deadLetter() {
        SettledRow row = rows.next();
        while (!row.result().outcome().needsPerson()) {
            row = rows.next();
        }
        if (dead == 0) {
            rewind();
        }
        String reason = row.result().reason() == null ? "" : row.result().reason();
        return new Outgoing(
                AnswerText.deadLetter(row),
                null,
                Map.of(
                        "ReprieveJob",
                        job.id(),
                        Rejection.OUTCOME,
                        row.result().outcome().name(),
                        Rejection.REASON,
                        reason));
    }

    private Outgoing answer() {
        if (request == null) {
            request = requests.next();
            part = 0;
            find(request.firstLine());
        }
        Request asked = request;
        part++;
        long parts = Math.max(1, (asked.rows() + PART - 1) / PART);
        List<SettledRow> outcomes = new ArrayList<>();
        while (outcomes.size() < PART && ahead != null && ahead.line() <= asked.lastLine()) {
            outcomes.add(ahead);
            ahead = rows.next();
        }
        if (part == parts) {
            request = null;
        }
        return new Outgoing(
                AnswerText.answer(job, part, parts, outcomes),
                asked.correlation(),
                Map.of("ReprieveJob", job.id(), "ReprieveState", job.state()));
    }

    /** Goes to the first row at or behind that line. */
    private void find(long line) {
        if (ahead == null || ahead.line() > line) {
            rewind();
            ahead = rows.next();
        }
        while (ahead != null && ahead.line() < line) {
            ahead = rows.next();
        }
    }

    private void rewind() {
        rows.rewind();
        ahead = null;
    }
}
