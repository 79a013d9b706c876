package io.reprieve.settings;

import io.reprieve.domain.Dedupe;
import io.reprieve.domain.InDoubt;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings of Reprieve as a whole, and with those of its parts every setting there is, in the
 * order of the manual {@code config/application.properties}.
 */
final class Declared {

    private static final List<Setting<?>> REGISTER = new ArrayList<>();

    static final Setting<String> ACCOUNT_ID =
            declare(
                    Setting.optional(
                                    "reprieve.cloudflare.account-id",
                                    ValueTypes.accountId(),
                                    "The account whose messages are released.")
                            .orEnvironment("CLOUDFLARE_ACCOUNT_ID"));

    static final Setting<Secret> API_TOKEN =
            declare(
                    Setting.optional(
                                    "reprieve.cloudflare.api-token",
                                    ValueTypes.credential(),
                                    "Token with the permission Cloud Email Security: Write. Sent as "
                                            + "Authorization: Bearer.")
                            .orEnvironment("CLOUDFLARE_API_TOKEN"));

    static final Setting<Path> DATA_DIR =
            declare(
                    Setting.of(
                            "reprieve.data.dir",
                            ValueTypes.path(),
                            "data",
                            "The folder for lists, ledger, reports and dead letters."));

    static final Setting<String> DATA_GROUP =
            declare(
                    Setting.optional(
                            "reprieve.data.group",
                            ValueTypes.text(),
                            "The group that may read there and put lists into the inbox. Files are "
                                    + "0640 then and the inbox is 2770, but the ledger is for this user "
                                    + "alone as ever. The user must be a member of the group. Without it "
                                    + "nobody else may read anything."));

    static final Setting<Boolean> FILES_ENABLED =
            declare(
                    Setting.of(
                            "reprieve.intake.files.enabled",
                            ValueTypes.bool(),
                            "true",
                            "Whether lists are taken from a folder."));

    static final Setting<Path> FILES_DIR =
            declare(
                    Setting.of(
                                    "reprieve.intake.files.dir",
                                    ValueTypes.path(),
                                    "data/inbox",
                                    "The folder that is watched. Subfolders named after an account belong "
                                            + "to that account. Where it is not set, inbox in the data folder.")
                            .commented());

    static final Setting<String> COLUMN =
            declare(
                    Setting.optional(
                            "reprieve.intake.column",
                            ValueTypes.text(),
                            "Heading of the column that holds the id, where it is not found by "
                                    + "itself. Headings such as id, investigate id or postfix id are."));

    static final Setting<Unfamiliar> UNFAMILIAR =
            declare(
                    Setting.of(
                            "reprieve.intake.unfamiliar",
                            ValueTypes.choice(Unfamiliar.class),
                            "hold",
                            "Whether a list none of whose ids has a known shape waits for "
                                    + "approval. Cloudflare may change its ids; more often it is the wrong "
                                    + "list. take: it is released like any other."));

    static final Setting<Boolean> DRY_RUN =
            declare(
                    Setting.of(
                            "reprieve.dry-run",
                            ValueTypes.bool(),
                            "false",
                            "Whether messages are only looked at, and nothing is released. Costs "
                                    + "one call for each id."));

    static final Setting<Integer> MAX_SIZE =
            declare(
                    Setting.of(
                            "reprieve.batch.max-size",
                            ValueTypes.integer(1, 10_000),
                            "1000",
                            "Most ids in one call. A lost answer leaves so many in doubt."));

    static final Setting<Integer> START_SIZE =
            declare(
                    Setting.of(
                            "reprieve.batch.start-size",
                            ValueTypes.integer(1, 10_000),
                            "100",
                            "Ids in the first call. Grows towards max-size while answers are "
                                    + "clean, shrinks when they are not. Not more than max-size; where only "
                                    + "that is lowered, this default gives way."));

    static final Setting<Duration> LINGER =
            declare(
                    Setting.of(
                            "reprieve.batch.linger",
                            Durations.between("0s", "1m"),
                            "1s",
                            "How long an unfilled call waits for more ids. Longer saves calls when "
                                    + "many small lists arrive, and delays each."));

    static final Setting<Integer> IN_FLIGHT =
            declare(
                    Setting.of(
                            "reprieve.in-flight",
                            ValueTypes.integer(1, 64),
                            "4",
                            "Calls under way at once. More helps only where answers are slow."));

    static final Setting<Integer> REQUESTS =
            declare(
                    Setting.of(
                            "reprieve.rate.requests",
                            ValueTypes.integer(1, 10_000_000),
                            "1200",
                            "Calls of any kind that Cloudflare allows in one window. 1200 in five "
                                    + "minutes is its limit for a user or token."));

    static final Setting<Duration> WINDOW =
            declare(
                    Setting.of(
                            "reprieve.rate.window",
                            Durations.between("1s", "1h"),
                            "5m",
                            "Length of the window."));

    static final Setting<Integer> RESERVE =
            declare(
                    Setting.of(
                            "reprieve.rate.reserve",
                            ValueTypes.percentage(0, 90),
                            "10%",
                            "Share of the calls that is left to the dashboard and other programs. "
                                    + "They spend the same budget, and whoever goes over it is locked out "
                                    + "for a window."));

    static final Setting<Dedupe> DEDUPE =
            declare(
                    Setting.of(
                            "reprieve.dedupe",
                            ValueTypes.choice(Dedupe.class),
                            "ledger",
                            "Which ids count as seen before and are not sent again.\n"
                                    + "  ledger  an id that any earlier job released\n"
                                    + "  list    only the second and later appearance within one list\n"
                                    + "  off     none: every row is sent\n"
                                    + "With list or off an id of another list is sent without a look, also while nobody knows what came of its last call."));

    static final Setting<InDoubt> IN_DOUBT =
            declare(
                    Setting.of(
                            "reprieve.in-doubt",
                            ValueTypes.choice(InDoubt.class),
                            "verify",
                            "What happens to ids whose answer was lost.\n"
                                    + "  verify       ask for the state of each message before it is sent again: no second copy\n"
                                    + "  verify-each  the same, always by one call for each id; verify does so too for now\n"
                                    + "  resend       send again without asking: cheaper, but a recipient may get a second copy\n"
                                    + "  dead-letter  send nothing again: a person decides\n"
                                    + "Nothing is sent again before reprieve.retry.settle-time is over."));

    static final Setting<Duration> FIRST_DELAY =
            declare(
                    Setting.of(
                            "reprieve.retry.first-delay",
                            Durations.between("10ms", "1h"),
                            "2s",
                            "Wait before a call is repeated for the first time. Doubled for each "
                                    + "further time, with jitter. Not more than max-delay."));

    static final Setting<Duration> MAX_DELAY =
            declare(
                    Setting.of(
                            "reprieve.retry.max-delay",
                            Durations.between("10ms", "1d"),
                            "5m",
                            "The longest wait between two attempts. Not more than give-up-after."));

    static final Setting<Duration> GIVE_UP_AFTER =
            declare(
                    Setting.of(
                            "reprieve.retry.give-up-after",
                            Durations.between("10ms", "30d"),
                            "24h",
                            "Age at which a call is not repeated any more. Its ids go to the dead "
                                    + "letter."));

    static final Setting<Duration> SETTLE_TIME =
            declare(
                    Setting.of(
                            "reprieve.retry.settle-time",
                            Durations.between("1s", "1h"),
                            "2m",
                            "How long after a call's end its outcome may still change. No id whose "
                                    + "answer was lost is sent again on an earlier look at it. A restart "
                                    + "does not shorten it."));

    static final Setting<Integer> FAILED_ATTEMPTS =
            declare(
                    Setting.of(
                            "reprieve.retry.failed-attempts",
                            ValueTypes.integer(1, 20),
                            "3",
                            "Attempts for a message whose recipients Cloudflare reports as failed."));

    static final Setting<String> NAMED_ACCOUNT_ID =
            declare(
                    Setting.optional(
                            "reprieve.accounts.NAME.account-id",
                            ValueTypes.accountId(),
                            "A further account."));

    static final Setting<Secret> NAMED_API_TOKEN =
            declare(
                    Setting.optional(
                            "reprieve.accounts.NAME.api-token",
                            ValueTypes.credential(),
                            "Its own token."));

    static final Setting<String> NAMED_EMAIL =
            declare(
                    Setting.optional(
                            "reprieve.accounts.NAME.email",
                            ValueTypes.email(),
                            "Its own user, where there is no token."));

    static final Setting<Secret> NAMED_API_KEY =
            declare(
                    Setting.optional(
                            "reprieve.accounts.NAME.api-key",
                            ValueTypes.credential(),
                            "The key of its own user, where there is no token."));

    static final Setting<Duration> FILES_DELAY =
            declare(
                    Setting.of(
                            "reprieve.intake.files.delay",
                            Durations.between("100ms", "1h"),
                            "1s",
                            "Pause between two polls of the folder. A whole file that appears "
                                    + "there is seen at once; this is for files that are copied slowly, and "
                                    + "for what a file system does not tell."));

    static final Setting<Duration> FILES_MIN_AGE =
            declare(
                    Setting.of(
                            "reprieve.intake.files.min-age",
                            Durations.between("0s", "1h"),
                            "1s",
                            "How long a file must have been left unchanged before it is taken. "
                                    + "Raise it for folders that are filled over slow lines by programs that "
                                    + "pause."));

    static final Setting<String> FILES_DONE_FILE =
            declare(
                    Setting.optional(
                            "reprieve.intake.files.done-file",
                            ValueTypes.markerName(),
                            "A list is taken only when the marker of this name stands beside it. "
                                    + "For example ${file:name}.done"));

    static final Setting<Duration> CONNECT_TIMEOUT =
            declare(
                    Setting.of(
                            "reprieve.http.connect-timeout",
                            Durations.between("100ms", "10m"),
                            "10s",
                            "Longest wait for a connection."));

    static final Setting<Duration> RESPONSE_TIMEOUT =
            declare(
                    Setting.of(
                            "reprieve.http.response-timeout",
                            Durations.between("100ms", "10m"),
                            "60s",
                            "Longest wait for an answer. When it is over, the ids of the call are "
                                    + "in doubt."));

    static final Setting<String> EMAIL =
            declare(
                    Setting.optional(
                                    "reprieve.cloudflare.email",
                                    ValueTypes.email(),
                                    "The user who owns the key below; used only where there is no token. "
                                            + "Sent as X-Auth-Email.")
                            .orEnvironment("CLOUDFLARE_EMAIL"));

    static final Setting<Secret> API_KEY =
            declare(
                    Setting.optional(
                                    "reprieve.cloudflare.api-key",
                                    ValueTypes.credential(),
                                    "The older key of a user; used only where there is no token. Sent as "
                                            + "X-Auth-Key.")
                            .orEnvironment("CLOUDFLARE_API_KEY"));

    static final Setting<URI> BASE_URL =
            declare(
                    Setting.of(
                                    "reprieve.cloudflare.base-url",
                                    BaseUrls.type(),
                                    "https://api.cloudflare.com/client/v4",
                                    "Where the API is.")
                            .orEnvironment("CLOUDFLARE_BASE_URL"));

    static final Setting<BodyFormChoice> BODY =
            declare(
                    Setting.of(
                            "reprieve.cloudflare.body",
                            ValueTypes.choice(BodyFormChoice.class),
                            "auto",
                            "How the ids stand in the body of a call.\n"
                                    + "  array  [\"id\",…], the form of older references and SDKs\n"
                                    + "  ids    {\"ids\":[\"id\",…]}, the only form that Cloudflare publishes now\n"
                                    + "  auto   ids first, the other when the API refuses the shape; what worked is remembered"));

    /** All of the above, those that are declared by concern, and those of the groups. */
    static final List<Setting<?>> ALL =
            Stream.concat(
                            Stream.of(
                                    REGISTER,
                                    DeclaredHttp.ALL,
                                    DeclaredGuard.ALL,
                                    DeclaredSchedules.ALL),
                            SettingsGroups.ALL.stream().map(SettingsGroup::declared))
                    .<Setting<?>>flatMap(List::stream)
                    .toList();

    private Declared() {}

    private static <T> Setting<T> declare(Setting<T> setting) {
        REGISTER.add(setting);
        return setting;
    }
}
