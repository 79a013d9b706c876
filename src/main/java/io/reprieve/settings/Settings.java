package io.reprieve.settings;

import io.reprieve.domain.Dedupe;
import io.reprieve.domain.InDoubt;
import io.reprieve.domain.ReleaseWindows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All settings, checked. Immutable and safe to share between threads; only a {@link Secret} from a
 * file can change its value, when it is read again.
 */
public final class Settings {

    private final Values values;
    private final List<Account> accounts;
    private final Optional<String> overruled;

    private Settings(Values values, List<Account> accounts, Optional<String> overruled) {
        this.overruled = overruled;
        this.values = values;
        this.accounts = accounts;
    }

    /**
     * Reads and checks everything.
     *
     * @throws SettingsException with every problem there is
     */
    public static Settings load(SettingsSources sources) {
        var problems = new ArrayList<Problem>();
        Map<String, Given> given = Layers.merge(sources, problems);
        Values values = Values.read(given, problems);
        CrossChecks.run(values, problems);
        List<Account> accounts = Accounts.read(values, sources.accountsRequired(), problems);
        SettingsGroups.ALL.forEach(group -> group.check(values, problems));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new Settings(values, accounts, Overruled.words(given, sources.environment()));
    }

    /** What the parts of Reprieve read their own settings from. */
    public Values values() {
        return values;
    }

    /**
     * Words about variables that contradict each other, of which the one that is meant for this
     * program alone is used; empty where there are none. Has no value of any of them.
     */
    public Optional<String> overruled() {
        return overruled;
    }

    /** Every key there is; one with the segment {@code NAME} stands for one with any name. */
    public static Set<String> keys() {
        return Declared.ALL.stream().map(Setting::key).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The folder for lists, ledger, reports and dead letters; relative to the working directory.
     */
    public Path dataDir() {
        return values.get(Declared.DATA_DIR);
    }

    /** The group that may read in the data folder and put lists into the inbox. */
    public Optional<String> dataGroup() {
        return Optional.ofNullable(values.get(Declared.DATA_GROUP));
    }

    /** The default account first, then the others by name; empty only where none is required. */
    public List<Account> accounts() {
        return accounts;
    }

    /** How the API is reached. */
    public CloudflareSettings cloudflare() {
        return new CloudflareSettings(values.get(Declared.BASE_URL), values.get(Declared.BODY));
    }

    /** How calls are filled. */
    public BatchSettings batch() {
        return new BatchSettings(
                values.get(Declared.MAX_SIZE),
                values.get(Declared.START_SIZE),
                values.get(Declared.LINGER));
    }

    /** Calls under way at once, 1 to 64. */
    public int inFlight() {
        return values.get(Declared.IN_FLIGHT);
    }

    /** How many calls may be made. */
    public RateSettings rate() {
        return new RateSettings(
                values.get(Declared.REQUESTS),
                values.get(Declared.WINDOW),
                values.get(Declared.RESERVE));
    }

    /** When and how often something is tried again. */
    public RetrySettings retry() {
        return new RetrySettings(
                values.get(Declared.FIRST_DELAY),
                values.get(Declared.MAX_DELAY),
                values.get(Declared.GIVE_UP_AFTER),
                values.get(Declared.SETTLE_TIME),
                values.get(Declared.FAILED_ATTEMPTS));
    }

    /** What happens to ids whose answer was lost. */
    public InDoubt inDoubt() {
        return values.get(Declared.IN_DOUBT);
    }

    /** Which ids count as seen before. */
    public Dedupe dedupe() {
        return values.get(Declared.DEDUPE);
    }

    /** How long a call may take, and which way it goes. */
    public HttpSettings http() {
        return new HttpSettings(
                values.get(Declared.CONNECT_TIMEOUT),
                values.get(Declared.RESPONSE_TIMEOUT),
                ProxySettings.read(values));
    }

    /** How lists are taken from a folder. */
    public FileIntakeSettings files() {
        return new FileIntakeSettings(
                values.get(Declared.FILES_ENABLED),
                values.get(Declared.FILES_DIR),
                values.get(Declared.FILES_DELAY),
                values.get(Declared.FILES_MIN_AGE),
                Optional.ofNullable(values.get(Declared.FILES_DONE_FILE)));
    }

    /** When to look into that folder. */
    public PollSettings filesPoll() {
        return PollSettings.read(
                values,
                Declared.FILES_DELAY,
                DeclaredSchedules.FILES_CRON,
                DeclaredSchedules.FILES_ZONE);
    }

    /** When messages may be released. */
    public ReleaseWindows windows() {
        return values.get(DeclaredSchedules.WINDOWS);
    }

    /** Heading of the column that holds the id; empty: it is found by itself. */
    public Optional<String> column() {
        return Optional.ofNullable(values.get(Declared.COLUMN));
    }

    /** What happens to a list none of whose ids has a known shape. */
    public Unfamiliar unfamiliar() {
        return values.get(Declared.UNFAMILIAR);
    }

    /** What keeps lists and messages back until a person has looked. */
    public GuardSettings guard() {
        return new GuardSettings(
                values.get(DeclaredGuard.MAX_IDS),
                values.get(DeclaredGuard.MAX_ROWS),
                values.get(DeclaredGuard.NEW_DOOR),
                values.get(DeclaredGuard.DISPOSITION));
    }

    /** Whether messages are only looked at, and nothing is released. */
    public boolean dryRun() {
        return values.get(Declared.DRY_RUN);
    }

    /**
     * The values in force by key, for routes: durations in milliseconds, percentages without their
     * sign, choices as written in files. What is not set is missing, so that a route says {@code
     * {{?key}}} for it. Has no secret and no mail address.
     */
    public Map<String, String> placeholders() {
        var placeholders = new LinkedHashMap<String, String>();
        for (Value<?> value : values.all()) {
            if (value.parsed() != null && !value.setting().type().isHidden()) {
                placeholders.put(value.setting().key(), value.placeholder());
            }
        }
        return placeholders;
    }

    /** The values in force as lines {@code key = value (where from)}; secrets are masked. */
    public List<String> describe() {
        return values.all().stream().map(Settings::line).toList();
    }

    /** The same, of those that say something else than the default. */
    public List<String> describeOwn() {
        return values.all().stream()
                .filter(value -> !value.byDefault())
                .map(Settings::line)
                .toList();
    }

    private static String line(Value<?> value) {
        String from = value.source().isEmpty() ? "" : " (" + value.source() + ")";
        return value.setting().key() + " = " + value.shown() + from;
    }
}
