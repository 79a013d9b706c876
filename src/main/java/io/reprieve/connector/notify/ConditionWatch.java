package io.reprieve.connector.notify;

import io.reprieve.domain.AccountHold;
import io.reprieve.domain.AccountState;
import io.reprieve.domain.CallKind;
import io.reprieve.importing.SourceHealth;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.settings.Account;
import io.reprieve.settings.Settings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at everything that may be in trouble. Thread-safe. */
final class ConditionWatch {
    private final Ledger ledger;
    private final SourceHealth health;
    private final Clock clock;
    private final Set<String> accounts;

    ConditionWatch(Settings settings, Ledger ledger, SourceHealth health, Clock clock) {
        this.ledger = ledger;
        this.health = health;
        this.clock = clock;
        this.accounts = settings.accounts().stream().map(Account::name).collect(Collectors.toSet());
    }

    /** How everything stands now of which anything is known. */
    List<Trouble> look() {
        List<Trouble> all = new ArrayList<>();
        for (AccountState account : ledger.accounts().all()) {
            if (accounts.contains(account.name())) {
                all.add(account(account));
            }
        }
        health.all().forEach((door, standing) -> all.add(door(door, standing)));
        for (Job job : ledger.jobs().held()) {
            if (job.approvedBy() == null) {
                all.add(new Trouble("job:" + job.id(), true, Notice.held(job)));
            }
        }
        return all;
    }

    /** A refusal that no try has confirmed yet may be a stray one: nobody is woken for it. */
    private Trouble account(AccountState account) {
        Map<CallKind, AccountHold> holds = account.holds();
        holds.values().removeIf(hold -> !hold.isConfirmed());
        String name = account.name();
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("account", name);
        Notice notice =
                holds.isEmpty()
                        ? Notice.of(
                                "account-works",
                                clock.instant(),
                                "Account " + name + " works again",
                                "Its calls go on.",
                                more)
                        : Notice.of(
                                "account-held",
                                holds.values().iterator().next().since(),
                                "Account " + name + " is held",
                                words(holds) + " Nothing is lost; it goes on by itself.",
                                more);
        return new Trouble("account:" + name, !holds.isEmpty(), notice);
    }

    private static String words(Map<CallKind, AccountHold> holds) {
        return holds.entrySet().stream()
                .map(held -> "No " + held.getKey().words() + ": " + held.getValue().words())
                .collect(Collectors.joining(" "));
    }

    private Trouble door(String door, SourceHealth.Standing standing) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("door", door);
        boolean fails = standing.trouble() != null;
        Notice notice =
                fails
                        ? Notice.of(
                                "door-failed",
                                standing.since(),
                                "The door " + door + " fails",
                                standing.trouble() + " It is tried again by itself.",
                                more)
                        : Notice.of(
                                "door-works",
                                standing.since(),
                                "The door " + door + " works again",
                                "Lists are taken from it.",
                                more);
        return new Trouble("door:" + door, fails, notice);
    }
}
