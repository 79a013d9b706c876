package io.reprieve.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Rows of lists that were held and never let go: the index of seen ids knows nothing of them. */
final class HeldRows {
    private static final String CHUNKS =
            "SELECT chunk.number, chunk.ids FROM job JOIN chunk ON chunk.job=job.number"
                    + " WHERE held_because IS NOT NULL AND (state='HELD' OR approved_by IS NULL)"
                    + " AND instr(char(10) || ids, char(10) || ? || char(10)) > 0"
                    + " ORDER BY chunk.number DESC";

    private HeldRows() {}

    /** Where an id stands in them, newest first; a look at every such list. */
    static List<Long> find(Connection connection, String id) throws SQLException {
        return Database.list(
                connection,
                CHUNKS,
                row -> RowId.of(row.getLong(1), place(id, row.getString(2))),
                id);
    }

    private static int place(String id, String ids) {
        return Arrays.asList(ids.split("\n", -1)).indexOf(id);
    }
}
