package io.reprieve.ledger;

import io.reprieve.release.AccountState;
import io.reprieve.release.BodyForm;
import io.reprieve.release.Hold;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What is remembered of each account. Thread-safe. */
public final class Accounts {
    private final Database database;
    private final Map<String, AccountState> states = new HashMap<>();
    private final Map<String, AccountState> stored = new HashMap<>();

    Accounts(Database database) {
        this.database = database;
    }

    /**
     * How an account stands.
     *
     * @param name the account's name
     * @param startSize ids in its first call, where it was never called
     */
    public synchronized AccountState get(String name, int startSize) {
        return states.computeIfAbsent(name, first -> load(name, startSize));
    }

    /** How every account stands that was ever called, by name; as the disk has it. */
    public List<AccountState> all() {
        return query("SELECT * FROM account ORDER BY name");
    }

    /** How an account stands, as the disk has it: another process may be calling it. */
    public Optional<AccountState> look(String name) {
        return query("SELECT * FROM account WHERE name=?", name).stream().findFirst();
    }

    /**
     * Changes what is remembered of an account that was asked for before; the new state.
     *
     * @throws LedgerException when it cannot be written; it holds all the same until the process
     *     ends, and the next change writes it
     */
    public synchronized AccountState update(String name, UnaryOperator<AccountState> change) {
        AccountState after = change.apply(states.get(name));
        states.put(name, after);
        AccountState kept = kept(after);
        if (!kept.equals(stored.get(name))) {
            store(kept);
            stored.put(name, kept);
        }
        return after;
    }

    /** The state without what is not worth a write on every call. */
    private static AccountState kept(AccountState state) {
        return new AccountState(
                state.name(),
                state.form(),
                state.callSize(),
                state.sizeLimit(),
                state.hold(),
                state.pausedUntil(),
                state.troubles(),
                null);
    }

    private void store(AccountState state) {
        Hold hold = state.hold();
        database.note(
                connection ->
                        Database.update(
                                connection,
                                "INSERT OR REPLACE INTO account (name, body_form, call_size,"
                                        + " size_limit, hold_kind, hold_words, hold_since,"
                                        + " probe_at, probes, paused_until, troubles)"
                                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                state.name(),
                                state.form() == null ? null : state.form().name(),
                                state.callSize(),
                                state.sizeLimit(),
                                hold == null ? null : hold.kind().name(),
                                hold == null ? null : hold.words(),
                                hold == null ? null : hold.since().toEpochMilli(),
                                hold == null ? null : hold.probeAt().toEpochMilli(),
                                hold == null ? 0 : hold.probes(),
                                PartRow.millis(state.pausedUntil()),
                                state.troubles()));
    }

    private AccountState load(String name, int startSize) {
        return look(name).orElseGet(() -> AccountState.unknown(name, startSize));
    }

    private List<AccountState> query(String sql, Object... arguments) {
        return database.read(
                connection -> {
                    List<AccountState> found = new ArrayList<>();
                    try (PreparedStatement statement =
                                    Database.prepare(connection, sql, arguments);
                            ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            found.add(read(rows));
                        }
                    }
                    return found;
                });
    }

    private static AccountState read(ResultSet rows) throws SQLException {
        String form = rows.getString("body_form");
        String kind = rows.getString("hold_kind");
        Hold hold = kind == null ? null : hold(rows, Hold.Kind.valueOf(kind));
        return new AccountState(
                rows.getString("name"),
                form == null ? null : BodyForm.valueOf(form),
                rows.getInt("call_size"),
                rows.getInt("size_limit"),
                hold,
                PartRow.instant(rows, "paused_until"),
                rows.getInt("troubles"),
                null);
    }

    private static Hold hold(ResultSet rows, Hold.Kind kind) throws SQLException {
        Instant since = PartRow.instant(rows, "hold_since");
        Instant probeAt = PartRow.instant(rows, "probe_at");
        return new Hold(kind, rows.getString("hold_words"), since, probeAt, rows.getInt("probes"));
    }
}
