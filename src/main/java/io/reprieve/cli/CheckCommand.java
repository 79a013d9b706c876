package io.reprieve.cli;

import io.reprieve.Reprieve;
import io.reprieve.StartException;
import io.reprieve.Version;
import io.reprieve.cloudflare.AccessCheck;
import io.reprieve.cloudflare.AccessCheck.Finding;
import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.Pace;
import io.reprieve.release.Words;
import io.reprieve.settings.Account;
import io.reprieve.settings.Credentials;
import io.reprieve.settings.JmsSettings;
import io.reprieve.settings.Settings;
import io.reprieve.settings.SftpServer;
import io.reprieve.station.jms.JmsCheck;
import io.reprieve.station.sftp.SftpCheck;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at everything a run needs. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at settings, folders, ledger, credentials and permissions, and explains them.",
            "Nothing is released. Costs up to three calls of the budget for each account."
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin private SettingsOptions options;

    private int code = ExitCodes.DONE;

    @Override
    public Integer call() throws Exception {
        Settings settings = options.load(Map.of());
        System.out.println("Settings");
        settings.describe().forEach(line -> System.out.println("  " + line));
        System.out.println("Folders");
        folders(settings);
        System.out.println("Accounts");
        try (Ledger ledger = Ledger.open(Ledgers.folder(settings), Clock.systemUTC())) {
            for (Account account : settings.accounts()) {
                account(settings, ledger, account);
            }
        }
        servers(settings);
        settings.jms().ifPresent(this::broker);
        return code;
    }

    private void servers(Settings settings) {
        if (settings.sftpServers().isEmpty()) {
            return;
        }
        System.out.println("SFTP servers");
        for (SftpServer server : settings.sftpServers()) {
            SftpCheck.Finding finding = SftpCheck.look(server);
            if (finding.isGood()) {
                good(server.name() + ": " + finding.words());
            } else {
                bad(server.name() + ": " + finding.words());
                code = Math.max(code, ExitCodes.USAGE);
            }
        }
    }

    private void broker(JmsSettings jms) {
        System.out.println("Broker");
        JmsCheck.Finding finding = JmsCheck.look(jms);
        if (finding.isGood()) {
            good(finding.words());
        } else {
            bad(finding.words());
            code = Math.max(code, ExitCodes.USAGE);
        }
    }

    private void folders(Settings settings) throws StartException, IOException {
        Reprieve.makeFolders(settings);
        good("data folder " + settings.dataDir().toAbsolutePath().normalize());
        good(Ledgers.isServed(settings) ? "a service runs on it" : "no service runs on it");
    }

    private void account(Settings settings, Ledger ledger, Account account)
            throws InterruptedException {
        ledger.accounts()
                .look(account.name())
                .ifPresent(state -> AccountWords.of(state).forEach(CheckCommand::bad));
        AccessCheck check =
                new AccessCheck(
                        settings.cloudflare().baseUrl(),
                        settings.http().connectTimeout(),
                        settings.http().responseTimeout(),
                        "Reprieve/" + Version.get(),
                        Clock.systemUTC());
        Pace pace =
                ledger.pace(
                        settings.rate().requests(),
                        settings.rate().usable(),
                        settings.rate().window());
        // The budget counts these calls too; each is taken out of it, though none waits for it.
        Pace.Ticket ticket = pace.take(account.name());
        Map<String, String> headers = headers(account.credentials());
        if (account.credentials() instanceof Credentials.ApiToken) {
            tell(account, check.token(account.accountId(), headers));
            pace.take(account.name());
        }
        tell(account, check.account(account.accountId(), headers));
        if (!ticket.isGranted()) {
            good("budget used up; calls go on in " + Words.duration(ticket.delay()));
        }
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

    private static void bad(String words) {
        System.out.println("  BAD  " + words);
    }
}
