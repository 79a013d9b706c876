package io.reprieve.settings;

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

    /**
     * Adds what is wrong.
     *
     * @param searches names of the searches
     * @param accounts names of the accounts that have settings
     */
    static void run(
            Values values, Set<String> searches, Set<String> accounts, List<Problem> problems) {
        var checks = new SearchChecks(values, problems);
        for (String name : searches) {
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
            String key =
                    account.parsed().equals(Account.DEFAULT)
                            ? Declared.ACCOUNT_ID.key()
                            : Declared.NAMED_ACCOUNT_ID.named(account.parsed()).key();
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
