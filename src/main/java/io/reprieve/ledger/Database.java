package io.reprieve.ledger;

import io.reprieve.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One SQLite file in WAL mode: one connection that writes, one that reads. Every transaction is
 * immediate, so that several processes on the same file wait for each other instead of failing.
 * Thread-safe: writers share transactions, readers take turns.
 */
final class Database implements AutoCloseable {
    /** How long one process waits for another's transaction before it gives up, in ms. */
    static final int BUSY_MILLIS = 5_000;

    /** The same while a connection is being opened, for one try of many, in ms. */
    private static final int OPEN_MILLIS = 20;

    /** The low byte of an error is the primary code; extended codes refine it. */
    private static final int PRIMARY = 0xff;

    /** Pages of 4 KiB in the write-ahead log before they are moved into the file. */
    private static final int CHECKPOINT_PAGES = 8_000;

    /** Most bytes that the write-ahead log keeps once they are moved into the file. */
    private static final int LOG_BYTES = 64 << 20;

    private final Path file;
    private final List<Object> identity;
    private final Connection writer;
    private final Connection reader;
    private final GroupCommit writers;
    private final ReentrantLock reading = new ReentrantLock(true);
    private final CommitSignal commits = new CommitSignal();
    private boolean synced = true;

    private Database(Path file, Connection writer, Connection reader) throws IOException {
        this.file = file;
        this.writer = writer;
        this.reader = reader;
        this.identity = identity(file);
        this.writers = new GroupCommit(writer, this::beforeTransaction);
    }

    /** What is done in one transaction. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    static Database open(Path file) {
        IntegrityCheck.check(file);
        Deque<Connection> opened = new ArrayDeque<>();
        try {
            // SQLite gives the files beside it the permissions of this one.
            PrivateFiles.makeFile(file);
            opened.push(connect(file));
            Migrations.apply(opened.peek());
            opened.push(connect(file));
            return new Database(file, opened.getLast(), opened.getFirst());
        } catch (SQLException | IOException | RuntimeException e) {
            opened.forEach(connection -> closeAfter(e, connection));
            throw e instanceof RuntimeException failed ? failed : failure(file, e);
        }
    }

    private static void closeAfter(Exception failure, Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Given after each commit. */
    CommitSignal commits() {
        return commits;
    }

    /** Runs the work in a transaction that is on the disk when this returns. */
    <T> T write(Work<T> work) {
        return transact(work, true);
    }

    /**
     * Runs the work in a transaction that survives the end of the process at once, and a power cut
     * only once a later {@link #write} is done.
     */
    <T> T note(Work<T> work) {
        return transact(work, false);
    }

    /** Runs a query outside any transaction of the writer. */
    <T> T read(Work<T> work) {
        reading.lock();
        try {
            return work.in(reader);
        } catch (SQLException e) {
            throw failure(file, e);
        } finally {
            reading.unlock();
        }
    }

    /** A connection of one's own, for a long read; the caller closes it. */
    Connection newReader() {
        try {
            return connect(file);
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    /** How often something was undone that a transaction may have read before. */
    long undone() {
        return writers.undone();
    }

    LedgerException failed(SQLException cause) {
        return failure(file, cause);
    }

    @Override
    public void close() {
        reading.lock();
        try (reader) {
            writers.close();
        } catch (SQLException e) {
            throw failure(file, e);
        } finally {
            reading.unlock();
        }
    }

    /** Reads all of the file, and fails where it is damaged. Takes a second for some 500 MB. */
    void checkWhole() {
        try (Connection connection = newReader()) {
            IntegrityCheck.checkWhole(file, connection);
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    private <T> T transact(Work<T> work, boolean sync) {
        try {
            T result = writers.run(work, sync);
            commits.give();
            return result;
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    private void beforeTransaction(boolean sync) throws SQLException {
        if (sync) {
            checkInPlace();
        }
        setSynced(sync);
    }

    /**
     * A file that was deleted can still be written, and all of it would be lost. The log beside it
     * holds what was written last; both stay as long as a connection is open.
     */
    private void checkInPlace() {
        try {
            if (identity.equals(identity(file))) {
                return;
            }
        } catch (IOException e) {
            throw displaced(e);
        }
        throw displaced(null);
    }

    private LedgerException displaced(IOException cause) {
        return new LedgerException(
                file,
                "The ledger's file, or its -wal or -shm, was deleted, moved or replaced while it was in"
                        + " use. Put all three back where they were, or stop Reprieve before their"
                        + " folder is changed",
                cause);
    }

    private static List<Object> identity(Path file) throws IOException {
        List<Object> keys = new ArrayList<>();
        for (String ending : new String[] {"", "-wal", "-shm"}) {
            Path one = file.resolveSibling(file.getFileName() + ending);
            Object key = Files.readAttributes(one, BasicFileAttributes.class).fileKey();
            keys.add(key == null ? one : key);
        }
        return keys;
    }

    private void setSynced(boolean sync) throws SQLException {
        if (sync != synced) {
            execute(writer, "PRAGMA synchronous=" + (sync ? "FULL" : "NORMAL"));
            synced = sync;
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs one statement with its arguments; how many rows changed. */
    static int update(Connection connection, String sql, Object... arguments) throws SQLException {
        return Statements.update(connection, sql, arguments);
    }

    /** Runs one insert; the number of the new row. */
    static long insert(Connection connection, String sql, Object... arguments) throws SQLException {
        update(connection, sql, arguments);
        return number(connection, "SELECT last_insert_rowid()");
    }

    /** The first column of the first row as a number; 0 where there is no row or it is null. */
    static long number(Connection connection, String sql, Object... arguments) throws SQLException {
        try (ResultSet rows = Statements.query(connection, sql, arguments)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** The first column of the first row as text; null where there is no row or it is null. */
    static String text(Connection connection, String sql, Object... arguments) throws SQLException {
        try (ResultSet rows = Statements.query(connection, sql, arguments)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** Takes one row of a query, as {@link #each} and {@link #list} give it. */
    interface RowMapper<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Does something with each row of a query, which is no text of many kinds. */
    static void each(Connection connection, String sql, RowMapper<?> mapper, Object... arguments)
            throws SQLException {
        try (ResultSet rows = Statements.query(connection, sql, arguments)) {
            while (rows.next()) {
                mapper.of(rows);
            }
        }
    }

    /** What a mapper makes of each row of a query, in its order. */
    static <T> List<T> list(
            Connection connection, String sql, RowMapper<T> mapper, Object... arguments)
            throws SQLException {
        List<T> found = new ArrayList<>();
        each(connection, sql, row -> found.add(mapper.of(row)), arguments);
        return found;
    }

    /** The same, outside any transaction of the writer. */
    <T> List<T> list(String sql, RowMapper<T> mapper, Object... arguments) {
        return read(connection -> list(connection, sql, mapper, arguments));
    }

    static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    /** SQLite makes a file a WAL without waiting for whoever has it open in that moment. */
    private static Connection connect(Path file) throws SQLException {
        for (int waited = 0; waited < BUSY_MILLIS; waited += OPEN_MILLIS) {
            try {
                return connectNow(file);
            } catch (SQLiteException e) {
                if (!isLocked(e)) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(OPEN_MILLIS));
            }
        }
        return connectNow(file);
    }

    private static boolean isLocked(SQLiteException failure) {
        int primary = failure.getResultCode().code & PRIMARY;
        return primary == SQLiteErrorCode.SQLITE_BUSY.code
                || primary == SQLiteErrorCode.SQLITE_LOCKED.code;
    }

    private static Connection connectNow(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(OPEN_MILLIS);
        config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, "" + LOG_BYTES);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "" + CHECKPOINT_PAGES);
        SQLiteConnection connection =
                (SQLiteConnection) config.createConnection("jdbc:sqlite:" + file);
        connection.setBusyTimeout(BUSY_MILLIS);
        return connection;
    }

    static LedgerException failure(Path file, Exception cause) {
        SQLiteErrorCode code =
                cause instanceof SQLiteException sqlite
                        ? sqlite.getResultCode()
                        : SQLiteErrorCode.UNKNOWN_ERROR;
        return switch (code.code & PRIMARY) {
            case 11, 26 -> damaged(file, cause.getMessage(), cause);
            case 13 ->
                    new LedgerException(
                            file,
                            "The disk is full: the ledger cannot grow. Make room; work goes on by"
                                    + " itself.",
                            cause);
            case 8, 14, 23 ->
                    new LedgerException(
                            file,
                            "The ledger cannot be opened or written. Check that the folder exists"
                                    + " and that this user may write there.",
                            cause);
            case 10 ->
                    new LedgerException(
                            file,
                            "The disk failed while the ledger was read or written: "
                                    + cause.getMessage(),
                            cause);
            case 5, 6 ->
                    new LedgerException(
                            file,
                            "Another process has kept the ledger locked for "
                                    + BUSY_MILLIS / 1000
                                    + " s.",
                            cause);
            default -> new LedgerException(file, "The ledger failed: " + cause.getMessage(), cause);
        };
    }

    static LedgerException damaged(Path file, String said, Throwable cause) {
        return new LedgerException(
                file,
                "The ledger is damaged or is not a ledger; it was left as it is. Move the ledger"
                        + " folder away and keep it, restore it from a backup, or start with a new"
                        + " one: a new one does not know what was released before. SQLite says: "
                        + said,
                cause);
    }
}
