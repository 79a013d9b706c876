package io.reprieve.app;

import io.reprieve.files.AtomicFile;
import io.reprieve.settings.Account;
import io.reprieve.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the process that holds a data folder says of itself, for the commands beside it: their own
 * settings need not be those that it was started with. It stands in a file beside the lock and is
 * to be believed only while the lock is held; a process that was killed leaves it behind. Has no
 * secret.
 *
 * @param role what it is there for
 * @param pid its number at the operating system, as it sees it
 * @param since when it began
 * @param server base address of the API that it calls
 * @param accounts names of its accounts, each with its id
 * @param inbox the folder that it takes lists from; empty: none
 * @param doneFile the marker that must stand beside a list there; empty: none
 * @param cron when it looks into that folder; empty: all the time
 * @param dryRun whether it only looks at messages
 */
public record LockHolder(
        Role role,
        long pid,
        Instant since,
        String server,
        String accounts,
        Optional<Path> inbox,
        Optional<String> doneFile,
        Optional<String> cron,
        boolean dryRun) {

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.start");

    /** Name of the file in the ledger's folder. */
    private static final String FILE = "holder.properties";

    /** So many accounts are named. */
    private static final int MAX_NAMED = 5;

    /** What a process with those settings says of itself. */
    public static LockHolder of(Settings settings, Role role, Instant since) {
        boolean takesFiles = role == Role.SERVICE && settings.files().enabled();
        Path inbox = settings.files().dir().toAbsolutePath().normalize();
        return new LockHolder(
                role,
                ProcessHandle.current().pid(),
                since,
                settings.cloudflare().baseUrl().toString(),
                accounts(settings),
                takesFiles ? Optional.of(inbox) : Optional.empty(),
                settings.files().doneFile(),
                settings.filesPoll().cron(),
                settings.dryRun());
    }

    /** Names of the accounts of those settings, each with its id; the first ones of many. */
    public static String accounts(Settings settings) {
        List<Account> all = settings.accounts();
        String first =
                all.stream()
                        .limit(MAX_NAMED)
                        .map(LockHolder::nameAndId)
                        .collect(Collectors.joining(", "));
        return all.size() <= MAX_NAMED
                ? first
                : first + " and " + (all.size() - MAX_NAMED) + " more";
    }

    private static String nameAndId(Account account) {
        return account.name() + " (" + account.accountId() + ")";
    }

    /**
     * What the last process said that held the data folder; empty where it ended in order, said
     * nothing, or may not be heard.
     *
     * @param ledger the ledger's folder
     */
    public static Optional<LockHolder> read(Path ledger) {
        Properties said = new Properties();
        try (Reader in = Files.newBufferedReader(ledger.resolve(FILE), StandardCharsets.UTF_8)) {
            said.load(in);
            return Optional.of(of(said));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LockHolder of(Properties said) {
        return new LockHolder(
                Role.valueOf(said.getProperty("role", "")),
                Long.parseLong(said.getProperty("pid")),
                Instant.parse(said.getProperty("since", "")),
                said.getProperty("server", ""),
                said.getProperty("accounts", ""),
                Optional.ofNullable(said.getProperty("inbox")).map(Path::of),
                Optional.ofNullable(said.getProperty("done-file")),
                Optional.ofNullable(said.getProperty("cron")),
                Boolean.parseBoolean(said.getProperty("dry-run")));
    }

    /** Says it; for the process that has the lock. */
    void write(Path ledger) throws IOException {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("role", role.name());
        said.put("pid", Long.toString(pid));
        said.put("since", since.toString());
        said.put("server", server);
        said.put("accounts", accounts);
        inbox.ifPresent(folder -> said.put("inbox", folder.toString()));
        doneFile.ifPresent(marker -> said.put("done-file", marker));
        cron.ifPresent(times -> said.put("cron", times));
        said.put("dry-run", Boolean.toString(dryRun));
        Properties properties = new Properties();
        properties.putAll(said);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        properties.store(text, "The process that has reprieve.lock");
        AtomicFile.write(ledger.resolve(FILE), text.toByteArray());
    }

    /** Takes it back; for the process that has the lock. What cannot be removed does no harm. */
    static void remove(Path ledger) {
        try {
            Files.deleteIfExists(ledger.resolve(FILE));
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", ledger.resolve(FILE), e.getMessage());
        }
    }
}
