package io.reprieve.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Keeps compiled statements with their connection: compiling one takes longer than most of them
 * run. They end with the connection, which is used by one thread at a time. Texts are constants:
 * what is glued together would be kept for good.
 */
final class Statements {
    private static final Map<Connection, Map<String, PreparedStatement>> KEPT =
            Collections.synchronizedMap(new WeakHashMap<>());

    private Statements() {}

    /** Runs a statement that changes rows; how many. */
    static int update(Connection connection, String sql, Object... arguments) throws SQLException {
        try {
            return get(connection, sql, arguments).executeUpdate();
        } catch (SQLException e) {
            forget(connection, sql);
            throw e;
        }
    }

    /** Runs a query; its rows are to be closed before the same text is run again. */
    static ResultSet query(Connection connection, String sql, Object... arguments)
            throws SQLException {
        try {
            return get(connection, sql, arguments).executeQuery();
        } catch (SQLException e) {
            forget(connection, sql);
            throw e;
        }
    }

    private static PreparedStatement get(Connection connection, String sql, Object... arguments)
            throws SQLException {
        Map<String, PreparedStatement> own =
                KEPT.computeIfAbsent(connection, first -> new HashMap<>());
        PreparedStatement statement = own.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            own.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    /** A statement that has failed cannot be run again. */
    private static void forget(Connection connection, String sql) throws SQLException {
        Map<String, PreparedStatement> own = KEPT.get(connection);
        PreparedStatement failed = own == null ? null : own.remove(sql);
        if (failed != null) {
            failed.close();
        }
    }
}
