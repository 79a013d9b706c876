package io.reprieve.ledger;

import io.reprieve.files.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.sqlite.SQLiteConfig;

/**
 * Looks at a ledger's file before anything could write to it, and refuses what is no sound ledger.
 * The layout of the header is that of SQLite's published file format.
 */
final class IntegrityCheck {
    /** A file of at most so many bytes is read whole; of a larger one, what is needed first. */
    private static final long WHOLE = 32L << 20;

    private static final int HEADER = 100;
    private static final String MAGIC = "SQLite format 3\0";

    /** Set in 1.sql; tells a ledger from another program's database. */
    private static final int APPLICATION = 0x52707276;

    private final Path file;
    private final Path log;
    private final long logSize;

    private IntegrityCheck(Path file) throws IOException {
        this.file = file;
        this.log = beside(file, "-wal");
        this.logSize = sizeOf(log);
    }

    /**
     * Refuses a file that is damaged, is no ledger, or is one of a newer version. It is left as it
     * is, byte for byte, and so is its log.
     *
     * @throws LedgerException with words that say what to do
     */
    static void check(Path file) {
        try {
            new IntegrityCheck(file).check();
        } catch (IOException e) {
            throw new LedgerException(
                    file,
                    "The ledger cannot be read: "
                            + e.getMessage()
                            + ". Check that this user may read and write there.",
                    e);
        }
    }

    /** Refuses a connection to a database that is damaged anywhere. Reads all of it. */
    static void checkWhole(Path file, Connection connection) throws SQLException {
        String said = text(connection, "PRAGMA quick_check(1)");
        if (!"ok".equals(said)) {
            throw Database.damaged(file, said, null);
        }
    }

    private void check() throws IOException {
        long size = sizeOf(file);
        if (size == 0) {
            if (logSize > 0) {
                throw Database.damaged(file, "the file is empty, but its log is not", null);
            }
            return;
        }
        checkHeader(size);
        Path index = beside(file, "-shm");
        byte[] indexBefore = Files.exists(index) ? Files.readAllBytes(index) : null;
        try {
            checkContent(size);
        } catch (LedgerException e) {
            // SQLite makes the index of the log anew, even for a reader; leave the old one.
            restore(index, indexBefore);
            throw e;
        }
    }

    private void checkHeader(long size) throws IOException {
        byte[] header;
        try (InputStream in = Files.newInputStream(file)) {
            header = in.readNBytes(HEADER);
        }
        byte[] magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
        if (header.length < HEADER || !Arrays.equals(magic, 0, 16, header, 0, 16)) {
            throw Database.damaged(file, "the file is not a database", null);
        }
        ByteBuffer fields = ByteBuffer.wrap(header);
        int pageSize = fields.getShort(16) == 1 ? 1 << 16 : fields.getShort(16) & 0xffff;
        boolean isCountValid = fields.getInt(24) == fields.getInt(92);
        long expected = (fields.getInt(28) & 0xffff_ffffL) * pageSize;
        // A crash may leave pages in the log alone that the header counts already.
        if (isCountValid && size + logSize < expected) {
            String said = "the file was cut to " + size + " of " + expected + " bytes";
            throw Database.damaged(file, said, null);
        }
    }

    /**
     * Whether a ledger has a job of that id; changes nothing. What is damaged, or no ledger, is not
     * said to lack one: who opens it says what it is.
     */
    static boolean knows(Path file, String job) {
        try (Connection connection = new IntegrityCheck(file).reading()) {
            return Database.number(connection, "SELECT count(*) FROM sqlite_master") > 0
                    && Database.number(connection, "SELECT count(*) FROM job WHERE id=?", job) > 0;
        } catch (IOException | SQLException e) {
            return true;
        }
    }

    /** Without a log the file is all there is; so nothing is made beside it. */
    private Connection reading() throws SQLException {
        String mode = logSize == 0 ? "immutable=1" : "mode=ro";
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(Database.BUSY_MILLIS);
        return config.createConnection("jdbc:sqlite:" + file.toUri() + "?" + mode);
    }

    private void checkContent(long size) {
        try (Connection connection = reading()) {
            checkKind(connection);
            if (size + logSize <= WHOLE) {
                checkWhole(file, connection);
            } else {
                checkNewest(connection);
            }
        } catch (SQLException e) {
            throw Database.failure(file, e);
        }
    }

    private void checkKind(Connection connection) throws SQLException {
        boolean isNew = Database.number(connection, "SELECT count(*) FROM sqlite_master") == 0;
        long version = Database.number(connection, "PRAGMA user_version");
        long application = Database.number(connection, "PRAGMA application_id");
        if (!isNew && application != APPLICATION) {
            throw Database.damaged(file, "it is another program's database", null);
        }
        if (version > Migrations.NEWEST) {
            throw new LedgerException(
                    file,
                    "The ledger was written by a newer Reprieve (its version "
                            + version
                            + "; this one knows "
                            + Migrations.NEWEST
                            + "); it was left as it is. Use that Reprieve.",
                    null);
        }
    }

    /** Reads the ends of the tables, where a crash or a cut would show. */
    private static void checkNewest(Connection connection) throws SQLException {
        for (String table : List.of("job", "chunk", "part", "seen_page", "call")) {
            text(connection, "SELECT * FROM " + table + " ORDER BY rowid DESC LIMIT 10");
            text(connection, "SELECT * FROM " + table + " ORDER BY rowid LIMIT 1");
        }
        for (String table : List.of("account", "seen_recent", "seen_run", "seen_state", "tally")) {
            text(connection, "SELECT * FROM " + table + " LIMIT 1");
        }
        for (String state : List.of("PENDING", "SENDING", "DOUBT", "FOLLOWING")) {
            text(
                    connection,
                    "SELECT count(*), sum(size) FROM part WHERE state<>'SETTLED' AND state='"
                            + state
                            + "'");
        }
    }

    /** Reads every row; the first column of the first one. */
    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            String first = null;
            while (rows.next()) {
                first = first == null ? rows.getString(1) : first;
            }
            return first;
        }
    }

    private void restore(Path index, byte[] before) throws IOException {
        if (before == null) {
            Files.deleteIfExists(index);
        } else if (sizeOf(log) == logSize && !Arrays.equals(before, Files.readAllBytes(index))) {
            try (OutputStream out = PrivateFiles.write(index)) {
                out.write(before);
            }
        }
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private static long sizeOf(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
