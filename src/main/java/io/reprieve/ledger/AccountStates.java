package io.reprieve.ledger;

import io.reprieve.domain.AccountHold;
import io.reprieve.domain.AccountState;
import io.reprieve.domain.BodyForm;
import io.reprieve.domain.CallKind;
import io.reprieve.domain.Pause;
import io.reprieve.domain.SlowSize;
import io.reprieve.domain.Standing;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What is remembered of each account. Thread-safe. */
public final class AccountStates {
    private final Database database;
    private final Map<String, AccountState> states = new HashMap<>();
    private final Map<String, AccountState> stored = new HashMap<>();

    AccountStates(Database database) {
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
        AccountState kept = state;
        for (CallKind call : state.standings().keySet()) {
            kept = kept.with(call, new Standing(state.hold(call), 0, null));
        }
        return kept;
    }

    private void store(AccountState state) {
        Pause pause = state.pause();
        SlowSize slow = state.slow();
        database.note(
                connection -> {
                    Database.update(
                            connection,
                            "INSERT OR REPLACE INTO account (name, body_form, call_size,"
                                    + " size_limit, slow_size, slow_until, slow_tries, paused_until,"
                                    + " pause_words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            state.name(),
                            state.form() == null ? null : state.form().name(),
                            state.callSize(),
                            state.sizeLimit(),
                            slow == null ? null : slow.size(),
                            slow == null ? null : slow.until().toEpochMilli(),
                            slow == null ? 0 : slow.tries(),
                            pause == null ? null : pause.until().toEpochMilli(),
                            pause == null ? null : pause.words());
                    Database.update(connection, "DELETE FROM hold WHERE account=?", state.name());
                    for (Map.Entry<CallKind, AccountHold> hold : state.holds().entrySet()) {
                        store(connection, state.name(), hold.getKey(), hold.getValue());
                    }
                    return null;
                });
    }

    private static void store(
            Connection connection, String account, CallKind call, AccountHold hold)
            throws SQLException {
        Database.update(
                connection,
                "INSERT INTO hold (account, call, kind, words, since, probe_at, probes)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                account,
                call.name(),
                hold.kind().name(),
                hold.words(),
                hold.since().toEpochMilli(),
                hold.probeAt().toEpochMilli(),
                hold.probes());
    }

    private AccountState load(String name, int startSize) {
        return look(name).orElseGet(() -> AccountState.unknown(name, startSize));
    }

    private List<AccountState> query(String sql, Object... arguments) {
        return database.read(
                connection ->
                        Database.list(
                                connection,
                                sql,
                                row -> withHolds(connection, read(row)),
                                arguments));
    }

    private static AccountState read(ResultSet rows) throws SQLException {
        String form = rows.getString("body_form");
        Instant until = PartRow.instant(rows, "paused_until");
        String words = rows.getString("pause_words");
        return new AccountState(
                rows.getString("name"),
                form == null ? null : BodyForm.valueOf(form),
                rows.getInt("call_size"),
                rows.getInt("size_limit"),
                slow(rows),
                Map.of(),
                until == null ? null : new Pause(until, words == null ? "" : words));
    }

    private static SlowSize slow(ResultSet rows) throws SQLException {
        Instant until = PartRow.instant(rows, "slow_until");
        return until == null
                ? null
                : new SlowSize(rows.getInt("slow_size"), until, rows.getInt("slow_tries"));
    }

    private static AccountState withHolds(Connection connection, AccountState state)
            throws SQLException {
        Map<CallKind, AccountHold> holds = new EnumMap<>(CallKind.class);
        Database.each(
                connection,
                "SELECT * FROM hold WHERE account=?",
                row -> holds.put(CallKind.valueOf(row.getString("call")), hold(row)),
                state.name());
        AccountState held = state;
        for (Map.Entry<CallKind, AccountHold> hold : holds.entrySet()) {
            held = held.with(hold.getKey(), new Standing(hold.getValue(), 0, null));
        }
        return held;
    }

    private static AccountHold hold(ResultSet rows) throws SQLException {
        return new AccountHold(
                AccountHold.Kind.valueOf(rows.getString("kind")),
                rows.getString("words"),
                PartRow.instant(rows, "since"),
                PartRow.instant(rows, "probe_at"),
                rows.getInt("probes"));
    }
}
