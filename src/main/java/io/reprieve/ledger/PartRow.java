package io.reprieve.ledger;

import io.reprieve.domain.Part.History;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * A row of the table {@code part}, with the ways to read, replace and insert it.
 *
 * @param number its number
 * @param job number of the job
 * @param chunk number of the chunk
 * @param account name of the account
 * @param state see the constants
 * @param places places in the chunk
 * @param notBefore when it is due
 * @param history what happened to its rows
 * @param group its call group or null
 * @param dryRun whether nothing is released
 * @param settledAt when it was settled, or null
 * @param outcomes text, or null
 */
record PartRow(
        long number,
        long job,
        long chunk,
        String account,
        String state,
        int[] places,
        Instant notBefore,
        History history,
        Long group,
        boolean dryRun,
        Instant settledAt,
        String outcomes) {

    /** Its job is still being accepted. */
    static final String ACCEPTING = "ACCEPTING";

    /** Due for a call. */
    static final String PENDING = "PENDING";

    /** In the hands of this process, on the way to a call. */
    static final String CLAIMED = "CLAIMED";

    /** In a call, or was when the process ended: in doubt then. */
    static final String SENDING = "SENDING";

    /** In doubt: due to be asked for. */
    static final String DOUBT = "DOUBT";

    /** Being asked for by this process. */
    static final String ASKING = "ASKING";

    /** Waits for the same ids in an earlier job. */
    static final String FOLLOWING = "FOLLOWING";

    /** Every row has its outcome. */
    static final String SETTLED = "SETTLED";

    private static final String INSERT =
            "INSERT INTO part (state, places, size, not_before, attempts, failures, waits,"
                    + " first_tried, refused_at, other_form, open_until, accused_at, call_group,"
                    + " settled_at, outcomes, job, chunk, account, dry_run)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String REPLACE =
            "UPDATE part SET state=?, places=?, size=?, not_before=?, attempts=?, failures=?,"
                    + " waits=?, first_tried=?, refused_at=?, other_form=?, open_until=?,"
                    + " accused_at=?, call_group=?, settled_at=?, outcomes=? WHERE number=?";

    static List<PartRow> query(Connection connection, String where, Object... arguments)
            throws SQLException {
        return Database.list(
                connection, "SELECT * FROM part WHERE " + where, PartRow::read, arguments);
    }

    private static PartRow read(ResultSet rows) throws SQLException {
        long group = rows.getLong("call_group");
        Long callGroup = rows.wasNull() ? null : group;
        return new PartRow(
                rows.getLong("number"),
                rows.getLong("job"),
                rows.getLong("chunk"),
                rows.getString("account"),
                rows.getString("state"),
                Ranges.readInts(rows.getString("places")),
                Instant.ofEpochMilli(rows.getLong("not_before")),
                new History(
                        rows.getInt("attempts"),
                        rows.getInt("failures"),
                        rows.getInt("waits"),
                        instant(rows, "first_tried"),
                        instant(rows, "refused_at"),
                        rows.getBoolean("other_form"),
                        instant(rows, "open_until"),
                        instant(rows, "accused_at")),
                callGroup,
                rows.getBoolean("dry_run"),
                instant(rows, "settled_at"),
                rows.getString("outcomes"));
    }

    /** Puts the pieces in the place of this part; together they must hold its places. */
    void replace(Connection connection, List<PartUpdate> pieces) throws SQLException {
        boolean first = true;
        for (PartUpdate piece : pieces) {
            if (first) {
                Database.update(connection, REPLACE, arguments(piece, number));
            } else {
                insert(connection, piece);
            }
            first = false;
        }
    }

    /** The same part, which travels with no other part any more than all do. */
    PartRow alone() {
        return new PartRow(
                number, job, chunk, account, state, places, notBefore, history, null, dryRun,
                settledAt, outcomes);
    }

    private void insert(Connection connection, PartUpdate piece) throws SQLException {
        Object[] own = {job, chunk, account, dryRun ? 1 : 0};
        Database.update(connection, INSERT, arguments(piece, own));
    }

    /** Inserts a part that did not exist before. */
    static void insert(
            Connection connection,
            long job,
            long chunk,
            String account,
            boolean dryRun,
            PartUpdate piece)
            throws SQLException {
        Object[] own = {job, chunk, account, dryRun ? 1 : 0};
        Database.update(connection, INSERT, arguments(piece, own));
    }

    private static Object[] arguments(PartUpdate piece, Object... more) {
        History history = piece.history();
        Object[] common = {
            piece.state(),
            Ranges.write(piece.places()),
            piece.places().length,
            piece.notBefore().toEpochMilli(),
            history.attempts(),
            history.failures(),
            history.waits(),
            millis(history.firstTried()),
            millis(history.refused()),
            history.otherFormTried() ? 1 : 0,
            millis(history.openUntil()),
            millis(history.accused()),
            piece.group(),
            SETTLED.equals(piece.state()) ? piece.notBefore().toEpochMilli() : null,
            piece.outcomes()
        };
        Object[] all = java.util.Arrays.copyOf(common, common.length + more.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        return all;
    }

    static Instant instant(ResultSet rows, String column) throws SQLException {
        long millis = rows.getLong(column);
        return rows.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    static Long millis(Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
