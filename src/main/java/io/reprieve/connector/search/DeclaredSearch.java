package io.reprieve.connector.search;

import io.reprieve.settings.Account;
import io.reprieve.settings.BadValue;
import io.reprieve.settings.Durations;
import io.reprieve.settings.PollSettings;
import io.reprieve.settings.Problem;
import io.reprieve.settings.Schedules;
import io.reprieve.settings.Setting;
import io.reprieve.settings.SettingsGroup;
import io.reprieve.settings.ValueType;
import io.reprieve.settings.ValueTypes;
import io.reprieve.settings.Values;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings of saved searches. */
public final class DeclaredSearch implements SettingsGroup {
    private static final String PREFIX = "reprieve.intake.search.NAME.";
    private static final Pattern DOMAIN =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9-]+)+");
    private static final List<Setting<?>> REGISTER = new ArrayList<>();

    static final Setting<Boolean> ENABLED =
            declare(
                    Setting.of(
                            "reprieve.intake.search.enabled",
                            ValueTypes.bool(),
                            "true",
                            "Whether saved searches are run."));

    static final Setting<String> SENDER =
            declare(
                    Setting.optional(
                            PREFIX + "sender",
                            ValueTypes.email(),
                            "A saved search for quarantined messages from this sender."));

    static final Setting<String> RECIPIENT =
            declare(
                    Setting.optional(
                            PREFIX + "recipient",
                            ValueTypes.email(),
                            "Messages to this recipient."));

    static final Setting<String> DOMAIN_OF_SENDER =
            declare(
                    Setting.optional(
                            PREFIX + "domain",
                            domain(),
                            "Messages from senders of this domain and those below it."));

    static final Setting<String> SUBJECT =
            declare(
                    Setting.optional(
                            PREFIX + "subject",
                            ValueTypes.text(),
                            "Messages whose subject has this text in it, in any capitals."));

    static final Setting<Disposition> DISPOSITION =
            declare(
                    Setting.optional(
                            PREFIX + "disposition",
                            ValueTypes.choice(Disposition.class),
                            "Messages that Cloudflare took for this."));

    static final Setting<MaliciousMail> MALICIOUS =
            declare(
                    Setting.of(
                                    PREFIX + "include-malicious",
                                    ValueTypes.choice(MaliciousMail.class),
                                    "no",
                                    "Whether messages are taken that Cloudflare took for malicious, or of which it"
                                            + " does not say what it took them for.")
                            .commented());

    static final Setting<Duration> SINCE =
            declare(
                    Setting.of(
                                    PREFIX + "since",
                                    Durations.between("1m", "365d"),
                                    "7d",
                                    "How old a message may be.")
                            .commented());

    static final Setting<Integer> MAX =
            declare(
                    Setting.of(
                                    PREFIX + "max",
                                    ValueTypes.integer(1, 100_000),
                                    "1000",
                                    "Most messages that one run takes; the next run takes what is left.")
                            .commented());

    static final Setting<SearchMode> MODE =
            declare(
                    Setting.of(
                                    PREFIX + "mode",
                                    ValueTypes.choice(SearchMode.class),
                                    "propose",
                                    "What becomes of the messages.\n"
                                            + "  propose  a list of them in DATA/proposals, for a person to look at and drop into the inbox\n"
                                            + "  release  they are released like those of any list")
                            .commented());

    static final Setting<Duration> DELAY =
            declare(
                    Setting.of(
                                    PREFIX + "delay",
                                    Durations.between("1s", "30d"),
                                    "1h",
                                    "Pause between two runs; the first run is at the start.")
                            .commented());

    static final Setting<String> CRON =
            declare(
                    Setting.optional(
                            PREFIX + "cron",
                            Schedules.cron(),
                            "When to run, in place of a pause."));

    static final Setting<ZoneId> ZONE =
            declare(
                    Setting.optional(
                            PREFIX + "zone",
                            Schedules.zone(),
                            "Time zone of the cron expression. UTC where it is not set."));

    static final Setting<String> ACCOUNT =
            declare(
                    Setting.of(
                                    PREFIX + "account",
                                    accountName(),
                                    Account.DEFAULT,
                                    "The account that is searched. The default is the one of "
                                            + "reprieve.cloudflare.*.")
                            .commented());

    /** All of the above. */
    static final List<Setting<?>> ALL = List.copyOf(REGISTER);

    @Override
    public List<Setting<?>> declared() {
        return ALL;
    }

    @Override
    public void check(Values values, List<Problem> problems) {
        SearchChecks.run(values, problems);
    }

    /** The saved searches that are run, by name; only for settings without problems. */
    public static List<SearchSettings> read(Values values) {
        return values.get(ENABLED)
                ? values.names(SENDER).stream().map(name -> read(values, name)).toList()
                : List.of();
    }

    private static SearchSettings read(Values values, String name) {
        return new SearchSettings(
                name,
                optional(values, SENDER, name),
                optional(values, RECIPIENT, name),
                optional(values, DOMAIN_OF_SENDER, name),
                optional(values, SUBJECT, name),
                optional(values, DISPOSITION, name),
                values.get(MALICIOUS.named(name)),
                values.get(SINCE.named(name)),
                values.get(MAX.named(name)),
                values.get(MODE.named(name)),
                PollSettings.read(values, DELAY.named(name), CRON.named(name), ZONE.named(name)),
                values.get(ACCOUNT.named(name)));
    }

    private static <T> Optional<T> optional(Values values, Setting<T> setting, String name) {
        return Optional.ofNullable(values.get(setting.named(name)));
    }

    private static ValueType<String> domain() {
        return ValueType.shown(
                "a domain such as partner.example",
                text -> {
                    if (!DOMAIN.matcher(text).matches()) {
                        throw new BadValue("is no domain");
                    }
                    return text.toLowerCase(Locale.ROOT);
                },
                text -> text);
    }

    private static ValueType<String> accountName() {
        return ValueType.shown(
                "the name of an account",
                text -> {
                    if (!Setting.NAME_FORM.matcher(text).matches()) {
                        throw new BadValue("cannot be the name of an account");
                    }
                    return text;
                },
                text -> text);
    }

    private static <T> Setting<T> declare(Setting<T> setting) {
        REGISTER.add(setting);
        return setting;
    }
}
