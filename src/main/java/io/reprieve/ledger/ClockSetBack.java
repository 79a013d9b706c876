package io.reprieve.ledger;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Times in a ledger that was written before the machine's clock was set back. What has happened
 * tells how far: it cannot be still to come. All that waits is brought back as far, so that it
 * waits as long as it would have, no longer and no shorter.
 */
final class ClockSetBack {
    private static final String[] PAST = {
        "SELECT max(at) FROM call",
        "SELECT max(max(received_at, coalesce(completed_at, 0))) FROM job",
    };

    private static final String[] WAITING = {
        "UPDATE part SET not_before=not_before-? WHERE state<>'SETTLED' AND not_before>?",
        "UPDATE part SET open_until=open_until-? WHERE open_until>?",
        "UPDATE delivery SET not_before=not_before-? WHERE ended_at IS NULL AND not_before>?",
        "UPDATE account SET paused_until=paused_until-? WHERE paused_until>?",
        "UPDATE account SET slow_until=slow_until-? WHERE slow_until>?",
        "UPDATE hold SET probe_at=probe_at-? WHERE probe_at>?",
    };

    private ClockSetBack() {}

    /**
     * Mends the times where the clock was set back.
     *
     * @param now by the clock that counts from now on, in ms
     * @return how far it was set back at least, in ms; 0: it was not
     */
    static long mend(Connection connection, long now) throws SQLException {
        long latest = now;
        for (String past : PAST) {
            latest = Math.max(latest, Database.number(connection, past));
        }
        long back = latest - now;
        if (back > 0) {
            for (String waiting : WAITING) {
                Database.update(connection, waiting, back, now);
            }
            Database.update(connection, "UPDATE call SET at=at-?", back);
        }
        return back;
    }
}
