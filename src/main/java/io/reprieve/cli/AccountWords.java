package io.reprieve.cli;

import io.reprieve.domain.AccountHold;
import io.reprieve.domain.AccountState;
import io.reprieve.domain.CallKind;
import io.reprieve.domain.Pause;
import io.reprieve.domain.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What keeps the calls of an account back, a line each. */
final class AccountWords {
    private AccountWords() {}

    /** The lines of an account; none where its calls go on. */
    static List<String> of(AccountState account) {
        Instant now = Clock.systemUTC().instant();
        List<String> lines = new ArrayList<>();
        for (Map.Entry<CallKind, AccountHold> held : account.holds().entrySet()) {
            AccountHold hold = held.getValue();
            lines.add(
                    String.format(
                            "account %s: %s are held since %s, next try %s: %s",
                            account.name(),
                            held.getKey().words(),
                            seconds(hold.since()),
                            when(hold.probeAt(), now),
                            hold.words()));
        }
        if (account.isPaused(now)) {
            Pause pause = account.pause();
            lines.add(
                    String.format(
                            "account %s pauses until %s (%s): %s",
                            account.name(),
                            seconds(pause.until()),
                            when(pause.until(), now),
                            pause.words()));
        }
        return lines;
    }

    /** Whether Cloudflare refuses access to calls that jobs need. */
    static boolean isRefused(AccountState account) {
        AccountHold hold = account.holdOfJobs();
        return hold != null && hold.isOfAccess() && hold.isConfirmed();
    }

    private static String when(Instant moment, Instant now) {
        return moment.isAfter(now) ? "in " + Text.duration(Duration.between(now, moment)) : "now";
    }

    private static Instant seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }
}
