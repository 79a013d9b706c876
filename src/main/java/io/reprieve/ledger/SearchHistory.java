package io.reprieve.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Which messages a saved search has handed on: each is proposed or released once by a search, as
 * long as this is remembered. Thread-safe.
 */
public final class SearchHistory {
    private final Database database;
    private final Clock clock;

    SearchHistory(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Those of the ids that a search has handed on before. */
    public Set<String> among(String search, String account, Collection<String> ids) {
        return database.read(
                connection -> {
                    Set<String> before = new HashSet<>();
                    try (PreparedStatement statement =
                            connection.prepareStatement(
                                    "SELECT 1 FROM found WHERE search=? AND account=? AND id=?")) {
                        statement.setString(1, search);
                        statement.setString(2, account);
                        for (String id : ids) {
                            statement.setString(3, id);
                            try (ResultSet rows = statement.executeQuery()) {
                                if (rows.next()) {
                                    before.add(id);
                                }
                            }
                        }
                    }
                    return before;
                });
    }

    /** Writes down what a search has handed on; on the disk when this returns. */
    public void add(String search, String account, Collection<String> ids) {
        long now = clock.millis();
        database.write(
                connection -> {
                    for (String id : ids) {
                        Database.update(
                                connection,
                                "INSERT INTO found (search, account, id, at) VALUES (?, ?, ?, ?)"
                                        + " ON CONFLICT DO NOTHING",
                                search,
                                account,
                                id,
                                now);
                    }
                    return null;
                });
    }

    /** Forgets what a search handed on before that moment: it is too old to be found again. */
    public void forget(String search, Instant before) {
        database.note(
                connection ->
                        Database.update(
                                connection,
                                "DELETE FROM found WHERE search=? AND at<?",
                                search,
                                before.toEpochMilli()));
    }
}
