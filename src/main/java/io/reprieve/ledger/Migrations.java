package io.reprieve.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Brings a ledger, which is not newer, to the newest version: numbered files, each applied once, in
 * one transaction with the number it leaves in SQLite's own {@code user_version}.
 */
final class Migrations {
    /** The newest version: the highest numbered file beside this class. */
    static final int NEWEST = 8;

    private Migrations() {}

    static void apply(Connection connection) throws SQLException {
        Database.execute(connection, "BEGIN IMMEDIATE");
        try {
            int version = (int) Database.number(connection, "PRAGMA user_version");
            while (version < NEWEST) {
                version++;
                run(connection, script(version));
                Database.execute(connection, "PRAGMA user_version=" + version);
            }
            Database.execute(connection, "COMMIT");
        } catch (SQLException | RuntimeException e) {
            Database.execute(connection, "ROLLBACK");
            throw e;
        }
    }

    private static void run(Connection connection, String script) throws SQLException {
        for (String statement : script.replaceAll("(?m)--.*$", "").split(";")) {
            if (!statement.isBlank()) {
                Database.execute(connection, statement);
            }
        }
    }

    private static String script(int version) {
        try (InputStream in = Migrations.class.getResourceAsStream(version + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("Migration " + version + " cannot be read.", e);
        }
    }
}
