package io.reprieve.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Looks whether the rows that a part waits for are settled by now. Not thread-safe. */
final class Follower {
    private final Connection connection;
    private final RowStates states;

    Follower(Connection connection) {
        this.connection = connection;
        this.states = new RowStates(connection);
    }

    /** Whether some row of a waiting part has its outcome. */
    boolean isMoved(PartRow waiting) throws SQLException {
        return !pieces(waiting).onlyWait();
    }

    /** Gives the rows their outcome whose earlier ones have theirs; false where none has. */
    boolean move(Connection connection, PartRow waiting, OutcomeCounts tallies, Instant now)
            throws SQLException {
        Splitter.Pieces pieces = pieces(waiting);
        if (pieces.onlyWait()) {
            return false;
        }
        waiting.replace(connection, pieces.list(now));
        tallies.add(waiting.job(), pieces.results());
        return true;
    }

    private Splitter.Pieces pieces(PartRow waiting) throws SQLException {
        long[] earlier = Splitter.refs(waiting.outcomes());
        Splitter.Pieces pieces = new Splitter.Pieces(fresh(waiting.job()));
        for (int i = 0; i < earlier.length; i++) {
            pieces.add(waiting.places()[i], states.meet(earlier[i]), earlier[i]);
        }
        return pieces;
    }

    /** How rows go on that need wait no longer. */
    private String fresh(long job) throws SQLException {
        boolean checks =
                Database.number(connection, "SELECT checks FROM job WHERE number=?", job) == 1;
        return checks ? PartRow.DOUBT : PartRow.PENDING;
    }
}
