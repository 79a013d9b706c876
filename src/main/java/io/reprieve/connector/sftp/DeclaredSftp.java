package io.reprieve.connector.sftp;

import io.reprieve.settings.Account;
import io.reprieve.settings.Durations;
import io.reprieve.settings.Problem;
import io.reprieve.settings.Schedules;
import io.reprieve.settings.Secret;
import io.reprieve.settings.Setting;
import io.reprieve.settings.SettingsGroup;
import io.reprieve.settings.ValueType;
import io.reprieve.settings.ValueTypes;
import io.reprieve.settings.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The settings of SFTP servers, in the order of the manual. */
public final class DeclaredSftp implements SettingsGroup {

    private static final String PREFIX = "reprieve.intake.sftp.NAME.";
    private static final List<Setting<?>> REGISTER = new ArrayList<>();

    static final Setting<String> HOST =
            optional("host", RemoteNames.host(), "A server that lists are fetched from.");

    static final Setting<Integer> PORT =
            of("port", ValueTypes.integer(1, 65_535), "22", "Its port.");

    static final Setting<String> USER = optional("user", ValueTypes.text(), "Who logs in there.");

    static final Setting<Secret> PASSWORD =
            optional("password", ValueTypes.secret(), "The password of that user.");

    static final Setting<Path> PRIVATE_KEY =
            optional(
                    "private-key",
                    ValueTypes.path(),
                    "File with the private key of that user, in place of a password.");

    static final Setting<Secret> PASSPHRASE =
            optional("passphrase", ValueTypes.secret(), "What opens that file, if anything.");

    static final Setting<Path> KNOWN_HOSTS =
            of(
                    "known-hosts",
                    ValueTypes.path(),
                    "config/known_hosts",
                    "File with the server's host key, as OpenSSH writes it. The key is "
                            + "always checked.");

    static final Setting<Boolean> ENABLED =
            of(
                    "enabled",
                    ValueTypes.bool(),
                    "true",
                    "Whether lists are fetched from there; a server that results are brought to may do without.");

    static final Setting<String> DIR =
            of(
                    "dir",
                    RemoteNames.folder(),
                    ".",
                    "The folder that is polled. Folders below it are not. The default is "
                            + "the home of the user.");

    static final Setting<String> INCLUDE =
            of(
                    "include",
                    RemoteNames.include(),
                    "*",
                    "Which names are taken. For example *.csv,*.xlsx");

    static final Setting<Boolean> INCLUDE_CASE =
            of(
                    "include-case-sensitive",
                    ValueTypes.bool(),
                    "false",
                    "Whether capitals count there: without, *.csv takes LIST.CSV, too.");

    static final Setting<Duration> MIN_AGE =
            of(
                    "min-age",
                    Durations.between("0s", "1h"),
                    "10s",
                    "How long a file must have been seen unchanged before it is fetched. "
                            + "What the server says of its age does not count. Raise it for senders "
                            + "that pause; 0s where they rename a list once it is complete. Beside a "
                            + "marker it does not count.");

    static final Setting<String> DONE_FILE =
            optional(
                    "done-file",
                    ValueTypes.markerName(),
                    "A list is fetched only when the marker of this name stands beside it. "
                            + "For example ${file:name}.done");

    static final Setting<Duration> DELAY =
            of("delay", Durations.between("100ms", "1d"), "1m", "Pause between two polls.");

    static final Setting<String> CRON =
            optional(
                    "cron",
                    Schedules.cron(),
                    "When to poll, in place of a pause. For example 0 0/15 8-18 ? * MON-FRI");

    static final Setting<ZoneId> ZONE =
            of("zone", Schedules.zone(), "UTC", "The time zone of that expression.");

    static final Setting<Duration> POLL_TIMEOUT =
            of(
                    "poll-timeout",
                    Durations.between("1s", "1d"),
                    "5m",
                    "A poll, or the upload of a job's results, that takes longer is ended. "
                            + "The connection is closed, and it is tried again. Raise it for slow "
                            + "lines.");

    static final Setting<Duration> CONNECT_TIMEOUT =
            of(
                    "connect-timeout",
                    Durations.between("100ms", "10m"),
                    "10s",
                    "Longest wait for a connection and for its login.");

    static final Setting<AfterTaken> AFTER =
            of(
                    "after",
                    RemoteNames.after(),
                    "move:done",
                    "What happens to a file at the server once its list is in the ledger.\n"
                            + "  move:FOLDER    it is moved to that folder, which lies in the polled one unless it begins with /\n"
                            + "  rename:ENDING  it gets a further ending and is passed over from then on\n"
                            + "  delete         it is deleted");

    static final Setting<Boolean> SHARED =
            of(
                    "shared",
                    ValueTypes.bool(),
                    "true",
                    "Whether other services may poll that folder, too. Then each list is "
                            + "claimed there, by an empty file in the folder .reprieve, and taken by "
                            + "one of them. It costs some questions a list.");

    static final Setting<String> ACCOUNT =
            of(
                    "account",
                    ValueTypes.text(),
                    Account.DEFAULT,
                    "The account of rows that name none.");

    static final Setting<String> DELIVER =
            optional(
                    "deliver",
                    RemoteNames.folder(),
                    "Folder on that server for report, summary and dead letter.");

    static final Setting<DeliverMode> DELIVER_MODE =
            of(
                    "deliver-mode",
                    ValueTypes.choice(DeliverMode.class),
                    "auto",
                    "How who reads them there knows that a file is whole.\n"
                            + "  auto    as rename; where the server does not let files be renamed, as marker\n"
                            + "  rename  each file has a hidden name until it is whole\n"
                            + "  marker  files are written under their names, and an empty JOB.done last of all\n"
                            + "  plain   files are written under their names, the summary last");

    static final Setting<String> DELIVER_TO =
            optional(
                    "deliver-to",
                    RemoteNames.serverName(),
                    "The server that gets the results of lists from this one, where that is another.");

    /** All of the above. */
    static final List<Setting<?>> ALL = List.copyOf(REGISTER);

    @Override
    public List<Setting<?>> declared() {
        return ALL;
    }

    @Override
    public void check(Values values, List<Problem> problems) {
        SftpServers.check(values, problems);
    }

    /** Written as a comment in the manual: a name is the operator's choice. */
    private static <T> Setting<T> of(
            String key, ValueType<T> type, String defaultText, String meaning) {
        return declare(Setting.of(PREFIX + key, type, defaultText, meaning).commented());
    }

    private static <T> Setting<T> optional(String key, ValueType<T> type, String meaning) {
        return declare(Setting.optional(PREFIX + key, type, meaning));
    }

    private static <T> Setting<T> declare(Setting<T> setting) {
        REGISTER.add(setting);
        return setting;
    }
}
