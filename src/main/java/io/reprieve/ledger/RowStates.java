package io.reprieve.ledger;

import io.reprieve.domain.Outcome;
import io.reprieve.domain.RowResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * How rows stand that were seen before. Remembers the last chunk, so ask in order of refs. Not
 * thread-safe.
 */
final class RowStates {
    private final Connection connection;
    private long chunk = -1;
    private String job;
    private long[] lines;
    private RowResult[] results;
    private Instant[] openUntil;

    RowStates(Connection connection) {
        this.connection = connection;
    }

    /** The line of that row in its list. */
    long line(long ref) throws SQLException {
        load(RowId.chunk(ref));
        return lines[RowId.place(ref)];
    }

    /** What a row with the same id, in a later job, has to do with that row. */
    Meeting meet(long ref) throws SQLException {
        load(RowId.chunk(ref));
        RowResult result = results[RowId.place(ref)];
        if (result == null) {
            return Meeting.FOLLOW;
        }
        if (result.outcome() == Outcome.RELEASED) {
            return Meeting.duplicate("released by job " + job);
        }
        if (result.outcome() == Outcome.DUPLICATE) {
            return Meeting.duplicate(result.reason());
        }
        return Meeting.fresh(openUntil[RowId.place(ref)]);
    }

    private void load(long wanted) throws SQLException {
        if (wanted == chunk) {
            return;
        }
        try (PreparedStatement statement =
                        Database.prepare(
                                connection,
                                "SELECT job.id, chunk.lines FROM chunk"
                                        + " JOIN job ON job.number = chunk.job"
                                        + " WHERE chunk.number=?",
                                wanted);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            job = rows.getString(1);
            lines = Ranges.read(rows.getString(2));
        }
        results = new RowResult[lines.length];
        openUntil = new Instant[lines.length];
        for (PartRow part :
                PartRow.query(connection, "chunk=? AND state=?", wanted, PartRow.SETTLED)) {
            RowResult[] settled = Outcomes.read(part.outcomes(), part.places().length);
            for (int i = 0; i < settled.length; i++) {
                results[part.places()[i]] = settled[i];
                openUntil[part.places()[i]] = part.history().openUntil();
            }
        }
        chunk = wanted;
    }

    /**
     * What a later row has to do with an earlier one of the same id.
     *
     * @param kind what is to be done
     * @param words for a duplicate: the reason for the report
     * @param openUntil where it was never known what came of the earlier one: it is asked for
     *     before it is sent again; see {@link io.reprieve.domain.Part.History#openUntil()}
     */
    record Meeting(Kind kind, String words, Instant openUntil) {
        static final Meeting FOLLOW = new Meeting(Kind.FOLLOW, null, null);

        static Meeting duplicate(String words) {
            return new Meeting(Kind.DUPLICATE, words, null);
        }

        static Meeting fresh(Instant openUntil) {
            return new Meeting(Kind.NEW, null, openUntil);
        }

        enum Kind {
            /** Not sent: the earlier one was released. */
            DUPLICATE,
            /** Wait until the earlier one is settled. */
            FOLLOW,
            /** Send: the earlier one was not released. */
            NEW
        }
    }
}
