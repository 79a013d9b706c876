package io.reprieve.connector.sftp;

import io.reprieve.settings.Problem;
import io.reprieve.settings.Secret;
import io.reprieve.settings.Setting;
import io.reprieve.settings.Value;
import io.reprieve.settings.Values;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts servers together from their settings, and says what is missing. */
public final class SftpServers {

    private final Values values;
    private final List<Problem> problems;

    private SftpServers(Values values, List<Problem> problems) {
        this.values = values;
        this.problems = problems;
    }

    /** Reports what is wrong with each of them. */
    static void check(Values values, List<Problem> problems) {
        Set<String> names = values.names(DeclaredSftp.HOST);
        var servers = new SftpServers(values, problems);
        names.forEach(name -> servers.check(name, names));
    }

    /** All of them, by name; only for settings without problems. */
    public static List<SftpServer> read(Values values) {
        return values.names(DeclaredSftp.HOST).stream().map(name -> read(values, name)).toList();
    }

    private void check(String name, Set<String> names) {
        required(DeclaredSftp.HOST.named(name), "is not set, so nobody knows where the server is");
        required(DeclaredSftp.USER.named(name), "is not set, and every server wants a user");
        Value<Secret> password = values.value(DeclaredSftp.PASSWORD.named(name));
        var key = values.value(DeclaredSftp.PRIVATE_KEY.named(name));
        if (password.source().isEmpty() && key.source().isEmpty()) {
            report(password, "is not set, and neither is .private-key beside it; set one of them");
        }
        if (!password.source().isEmpty() && !key.source().isEmpty()) {
            report(password, "is set, and .private-key beside it too; keep one of them");
        }
        checkReceiver(name, names);
    }

    private void checkReceiver(String name, Set<String> names) {
        Value<String> receiver = values.value(DeclaredSftp.DELIVER_TO.named(name));
        if (receiver.parsed() == null) {
            return;
        }
        String other = receiver.parsed();
        if (!names.contains(other)) {
            report(receiver, "names '" + other + "', and no server of that name is set");
        } else if (values.value(DeclaredSftp.DELIVER.named(other)).source().isEmpty()) {
            String folder = DeclaredSftp.DELIVER.named(other).key();
            report(receiver, "names '" + other + "', which has no folder; set " + folder);
        }
    }

    private void required(Setting<String> setting, String words) {
        Value<String> value = values.value(setting);
        if (value.source().isEmpty()) {
            report(value, words);
        }
    }

    private void report(Value<?> value, String words) {
        problems.add(new Problem(value.setting().key(), value.source(), words));
    }

    private static SftpServer read(Values values, String name) {
        return new SftpServer(
                name,
                values.get(DeclaredSftp.HOST.named(name)),
                values.get(DeclaredSftp.PORT.named(name)),
                new SftpServer.Login(
                        values.get(DeclaredSftp.USER.named(name)),
                        values.get(DeclaredSftp.PASSWORD.named(name)),
                        values.get(DeclaredSftp.PRIVATE_KEY.named(name)),
                        values.get(DeclaredSftp.PASSPHRASE.named(name))),
                values.get(DeclaredSftp.KNOWN_HOSTS.named(name)),
                values.get(DeclaredSftp.ENABLED.named(name)),
                values.get(DeclaredSftp.DIR.named(name)),
                values.get(DeclaredSftp.INCLUDE.named(name)),
                values.get(DeclaredSftp.INCLUDE_CASE.named(name)),
                values.get(DeclaredSftp.MIN_AGE.named(name)),
                Optional.ofNullable(values.get(DeclaredSftp.DONE_FILE.named(name))),
                new SftpServer.Times(
                        values.get(DeclaredSftp.DELAY.named(name)),
                        Optional.ofNullable(values.get(DeclaredSftp.CRON.named(name))),
                        values.get(DeclaredSftp.ZONE.named(name))),
                values.get(DeclaredSftp.POLL_TIMEOUT.named(name)),
                values.get(DeclaredSftp.CONNECT_TIMEOUT.named(name)),
                values.get(DeclaredSftp.AFTER.named(name)),
                values.get(DeclaredSftp.SHARED.named(name)),
                values.get(DeclaredSftp.ACCOUNT.named(name)),
                Optional.ofNullable(values.get(DeclaredSftp.DELIVER.named(name))),
                values.get(DeclaredSftp.DELIVER_MODE.named(name)),
                Optional.ofNullable(values.get(DeclaredSftp.DELIVER_TO.named(name))).orElse(name));
    }
}
