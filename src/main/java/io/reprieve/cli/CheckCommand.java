package io.reprieve.cli;

import io.reprieve.app.Reprieve;
import io.reprieve.app.Version;
import io.reprieve.calls.HttpClients;
import io.reprieve.cloudflare.AccessCheck;
import io.reprieve.cloudflare.AccessCheck.Finding;
import io.reprieve.connector.jms.JmsCheck;
import io.reprieve.connector.jms.JmsSettings;
import io.reprieve.connector.notify.DeclaredNotify;
import io.reprieve.connector.notify.NotifyCheck;
import io.reprieve.connector.notify.NotifySettings;
import io.reprieve.connector.sftp.SftpCheck;
import io.reprieve.connector.sftp.SftpServer;
import io.reprieve.connector.sftp.SftpServers;
import io.reprieve.domain.Text;
import io.reprieve.ledger.CallBudget;
import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.LedgerException;
import io.reprieve.settings.Account;
import io.reprieve.settings.Credentials;
import io.reprieve.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at everything a run needs. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at folders, ledger, credentials, permissions and servers, then at the settings that"
                    + " are your own, and explains them.",
            "Nothing is released, and nothing is made on the disk. Costs up to three calls of the"
                    + " budget for each account."
        })
final class CheckCommand implements Callable<Integer> {
    private static final String TRY_NOTICES = ": not tried; 'check --notify' sends one";

    @Mixin private SettingsOptions options;

    @Option(names = "--settings", description = "Shows every setting, not only your own.")
    private boolean withAll;

    @Option(
            names = {"--notify", "--test-notice"},
            description = "Sends a test notice by each way that is set (reprieve.notify.*).")
    private boolean withNotice;

    private int code = ExitCodes.DONE;

    @Override
    public Integer call() throws Exception {
        Settings settings = options.load(Map.of());
        Target.tell(settings, System.out);
        System.out.println("Folders");
        boolean hasLedger = folders(settings);
        try (Ledger ledger = hasLedger ? open(settings) : null) {
            System.out.println("Accounts");
            for (Account account : settings.accounts()) {
                account(settings, Optional.ofNullable(ledger), account);
            }
        }
        servers(settings);
        JmsSettings.read(settings.values()).ifPresent(this::broker);
        notices(settings);
        settings(settings);
        return code;
    }

    private void settings(Settings settings) {
        List<String> lines = withAll ? settings.describe() : settings.describeOwn();
        System.out.println(
                withAll
                        ? "Settings"
                        : "Settings that differ from the default (all of them: check --settings)");
        lines.forEach(line -> System.out.println("  " + line));
    }

    /** Nobody can tell by looking whether notices arrive. */
    private void notices(Settings settings) throws Exception {
        NotifySettings notify = DeclaredNotify.read(settings.values());
        if (notify.webhook().isEmpty() && notify.mail().isEmpty()) {
            return;
        }
        System.out.println("Notices");
        if (withNotice) {
            for (NotifyCheck.Finding finding :
                    NotifyCheck.send(settings, "Reprieve/" + Version.get(), Clock.systemUTC())) {
                if (finding.isGood()) {
                    good(finding.words());
                } else {
                    wrong(finding.words());
                }
            }
            return;
        }
        notify.webhook()
                .ifPresent(webhook -> note("webhook, in the form " + webhook.form() + TRY_NOTICES));
        notify.mail()
                .ifPresent(
                        mail ->
                                note(
                                        "mail by "
                                                + mail.host()
                                                + ":"
                                                + mail.port()
                                                + " to "
                                                + Text.count(mail.to().size(), "receiver")
                                                + TRY_NOTICES));
    }

    private void servers(Settings settings) {
        List<SftpServer> servers = SftpServers.read(settings.values());
        if (servers.isEmpty()) {
            return;
        }
        System.out.println("SFTP servers");
        for (SftpServer server : servers) {
            SftpCheck.Finding finding = SftpCheck.look(server);
            if (finding.isGood()) {
                good(server.name() + ": " + finding.words());
            } else {
                wrong(server.name() + ": " + finding.words());
            }
        }
    }

    private void broker(JmsSettings jms) {
        System.out.println("Broker");
        JmsCheck.Finding finding = JmsCheck.look(jms);
        if (finding.isGood()) {
            good(finding.words());
        } else {
            wrong(finding.words());
        }
    }

    /** Looks at the folders and makes none; whether there is a ledger that can be looked into. */
    private boolean folders(Settings settings) throws IOException {
        Set<String> troubles = Reprieve.lookAtFolders(settings);
        troubles.forEach(this::wrong);
        Path data = settings.dataDir().toAbsolutePath().normalize();
        if (Files.notExists(data)) {
            note("data folder " + data + ": made by the first start, for the user that starts");
            return false;
        }
        if (!troubles.isEmpty()) {
            return false;
        }
        String owner = Files.getOwner(data).getName();
        good("data folder " + data + ", of " + owner);
        if (!owner.equals(Ledgers.user())) {
            note(
                    "this is "
                            + Ledgers.user()
                            + ": whether "
                            + owner
                            + " may read and write all of it shows 'sudo -u "
                            + owner
                            + " bin/reprieve check'");
        }
        note("service: " + WhoWorks.on(settings).words());
        return Ledgers.exists(settings);
    }

    /** The ledger; null where it cannot be opened, which was told. */
    private Ledger open(Settings settings) {
        try {
            return Ledgers.open(settings);
        } catch (LedgerException | UsageException e) {
            wrong(e.getMessage());
            return null;
        }
    }

    private void account(Settings settings, Optional<Ledger> ledger, Account account)
            throws InterruptedException {
        ledger.flatMap(books -> books.accounts().look(account.name()))
                .ifPresent(state -> AccountWords.of(state).forEach(CheckCommand::bad));
        URI api = settings.cloudflare().baseUrl();
        settings.http()
                .proxy()
                .filter(way -> way.takes(api))
                .ifPresent(
                        way -> note("calls go through the proxy " + way.host() + ":" + way.port()));
        AccessCheck check =
                new AccessCheck(
                        api,
                        settings.http().connectTimeout(),
                        settings.http().responseTimeout(),
                        HttpClients.rules(settings.http(), "Reprieve/" + Version.get()),
                        Clock.systemUTC());
        // The budget counts these calls too; each is taken out of it, though none waits for it.
        Optional<CallBudget> pace =
                ledger.map(
                        books ->
                                books.pace(
                                        settings.rate().requests(),
                                        settings.rate().usable(),
                                        settings.rate().window()));
        Optional<CallBudget.Ticket> ticket = pace.map(budget -> budget.take(account.name()));
        Map<String, String> headers = headers(account.credentials());
        if (account.credentials() instanceof Credentials.ApiToken) {
            tell(account, check.token(account.accountId(), headers));
            pace.ifPresent(budget -> budget.take(account.name()));
        }
        tell(account, check.account(account.accountId(), headers));
        ticket.filter(taken -> !taken.isGranted())
                .ifPresent(
                        taken ->
                                note(
                                        "budget used up; calls go on in "
                                                + Text.duration(taken.delay())));
    }

    private void tell(Account account, Finding finding) {
        if (finding.isGood()) {
            good(account.name() + ": " + finding.words());
            return;
        }
        bad(account.name() + ": " + finding.words());
        code = finding.isRefused() ? ExitCodes.REFUSED : Math.max(code, ExitCodes.USAGE);
    }

    private static Map<String, String> headers(Credentials credentials) {
        if (credentials instanceof Credentials.ApiKey key) {
            return Map.of("X-Auth-Email", key.email(), "X-Auth-Key", key.secret().value());
        }
        String token = ((Credentials.ApiToken) credentials).secret().value();
        return Map.of("Authorization", "Bearer " + token);
    }

    private static void good(String words) {
        System.out.println("  ok   " + words);
    }

    private static void note(String words) {
        System.out.println("       " + words);
    }

    private void wrong(String words) {
        bad(words);
        code = Math.max(code, ExitCodes.USAGE);
    }

    private static void bad(String words) {
        System.out.println("  BAD  " + words);
    }
}
