package io.reprieve.connector.search;

import io.reprieve.settings.Accounts;
import io.reprieve.settings.PollSettings;
import io.reprieve.settings.Problem;
import io.reprieve.settings.Value;
import io.reprieve.settings.Values;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The bounds that the settings of a saved search set each other. */
final class SearchChecks {
    private final Values values;
    private final List<Problem> problems;

    private SearchChecks(Values values, List<Problem> problems) {
        this.values = values;
        this.problems = problems;
    }

    /** Adds what is wrong. */
    static void run(Values values, List<Problem> problems) {
        Set<String> accounts = Accounts.names(values);
        var checks = new SearchChecks(values, problems);
        for (String name : values.names(DeclaredSearch.SENDER)) {
            checks.narrows(name);
            checks.malicious(name);
            checks.account(name, accounts);
            PollSettings.check(
                    values,
                    DeclaredSearch.DELAY.named(name),
                    DeclaredSearch.CRON.named(name),
                    DeclaredSearch.ZONE.named(name),
                    problems);
        }
    }

    /** Without a filter a search is everything in quarantine. */
    private void narrows(String name) {
        boolean narrow =
                Stream.of(
                                DeclaredSearch.SENDER,
                                DeclaredSearch.RECIPIENT,
                                DeclaredSearch.DOMAIN_OF_SENDER,
                                DeclaredSearch.SUBJECT,
                                DeclaredSearch.DISPOSITION)
                        .anyMatch(filter -> !values.value(filter.named(name)).source().isEmpty());
        if (!narrow) {
            problems.add(
                    new Problem(
                            DeclaredSearch.SENDER.named(name).key(),
                            "",
                            "is not set, and neither are .recipient, .domain, .subject and"
                                    + " .disposition beside it; a search without any of them would"
                                    + " take everything in quarantine"));
        }
    }

    private void malicious(String name) {
        Value<Disposition> wanted = values.value(DeclaredSearch.DISPOSITION.named(name));
        Value<MaliciousMail> allowed = values.value(DeclaredSearch.MALICIOUS.named(name));
        boolean contradicts =
                wanted.parsed() != null
                        && wanted.parsed().isMalicious()
                        && allowed.parsed() == MaliciousMail.NO;
        if (contradicts) {
            problems.add(
                    new Problem(
                            wanted.setting().key(),
                            wanted.source(),
                            "asks for malicious mail, which is taken only with "
                                    + allowed.setting().key()
                                    + " = yes-release-malicious-mail"));
        }
    }

    private void account(String name, Set<String> accounts) {
        Value<String> account = values.value(DeclaredSearch.ACCOUNT.named(name));
        if (account.parsed() != null && !accounts.contains(account.parsed())) {
            String key = Accounts.key(account.parsed());
            problems.add(
                    new Problem(
                            account.setting().key(),
                            account.source(),
                            "no account of the name '"
                                    + account.parsed()
                                    + "' is set; its key would be "
                                    + key));
        }
    }
}
