package io.reprieve.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the manual of all settings from their declarations: as the file that is shipped, and as a
 * page for those who read.
 */
final class SettingsManual {
    private static final int WIDTH = 118;
    private static final int RULE = 99;

    /** A group of settings: its title, and what is true of all of them. */
    private record Section(String title, String intro) {}

    /** The first setting of each section. */
    private static final Map<String, Section> SECTIONS = new LinkedHashMap<>();

    static {
        section("reprieve.cloudflare.account-id", "Whose messages, and who asks", "");
        section("reprieve.data.dir", "Lists in, reports out", "");
        section("reprieve.batch.max-size", "How fast", "");
        section("reprieve.dedupe", "When something goes wrong", "");
        section(
                "reprieve.accounts.NAME.account-id",
                "Further accounts",
                "NAME is yours to choose: lower-case letters, digits and -; \"default\" is the account"
                        + " above. In the environment: REPRIEVE_ACCOUNTS_EMEA_ACCOUNT_ID for the name"
                        + " emea. No account is ever used with the credentials of another.");
        section("reprieve.intake.files.delay", "Rarely changed", "");
        section(
                "reprieve.guard.max-ids",
                "Guard rails",
                "Releasing is hard to take back. What is held waits, whole and safe, for"
                        + " 'bin/reprieve approve JOB' or the folder approvals/ in the data folder;"
                        + " 'bin/reprieve cancel JOB' ends it. See docs/guards.md.");
        section(
                "reprieve.notify.webhook.url",
                "Notices",
                "Told: a job that ended with dead letters, a job that is held, an account that is"
                        + " held, a source that fails, and when the last two work again. The same"
                        + " trouble is not told more than once an hour. See docs/notices.md.");
        section(
                "reprieve.intake.sftp.NAME.host",
                "SFTP servers: lists are fetched, results are brought",
                "NAME is your choice: lower-case letters, digits and -. Host, user, and a password"
                        + " or a key are needed. See docs/sftp.md.");
        section(
                "reprieve.release.windows",
                "When: windows, cron",
                "docs/schedules.md explains both, with examples.");
        section(
                "reprieve.intake.search.enabled",
                "Saved searches",
                "NAME is yours to choose: lower-case letters, digits and -. A search needs at least"
                        + " one of the first five settings of a name; several narrow it together."
                        + " docs/search.md explains all of it.");
        section("reprieve.jms.url", "Requests and answers as messages", "See docs/jms.md.");
    }

    private static final String HEAD =
            """
            # Every setting of Reprieve: what it does, what is allowed, its default. Common ones first, rare ones last.
            #
            # Each can be overridden, strongest first:
            #   -Dreprieve.batch.max-size=500          in JAVA_OPTS
            #   REPRIEVE_BATCH_MAX_SIZE=500            in the environment: upper case, . and - as _
            #   --config FILE                          a file like this one, with only what differs
            # An empty value means: not set. Wrong settings and unknown keys are reported all together, with exit code 2.
            #
            # Durations are written 500ms, 2s, 5m, 24h or 1d. Relative paths start at the working directory.
            # A secret may be written file:PATH: the first line of that file, which is read again after a refusal, so that a
            # rotated secret is taken up without a restart. A comment needs a line of its own.
            """;

    private static final String PAGE_HEAD =
            """
            # Settings

            All of them, written from their declarations. `config/application.properties` holds the same, ready to be changed.
            Each can be overridden, strongest first:

            1. `-Dreprieve.batch.max-size=500` in `JAVA_OPTS`
            2. `REPRIEVE_BATCH_MAX_SIZE=500` in the environment: upper case, `.` and `-` as `_`
            3. `--config FILE`, a file like the shipped one with only what differs

            An empty value means: not set. Wrong settings and unknown keys are reported all together, with exit code 2. Durations
            are written `500ms`, `2s`, `5m`, `24h` or `1d`. Relative paths start at the working directory. A secret may be
            written `file:PATH`: the first line of that file, which is read again after a refusal, so that a rotated secret
            is taken up without a restart.
            """;

    private SettingsManual() {}

    private static void section(String first, String title, String intro) {
        SECTIONS.put(first, new Section(title, intro));
    }

    /** The sections whose first setting is declared; all of them, if nobody forgot one. */
    static List<String> firstOfSections() {
        return List.copyOf(SECTIONS.keySet());
    }

    /** The shipped file. */
    static String properties() {
        StringBuilder text = new StringBuilder(HEAD);
        for (Setting<?> setting : Declared.ALL) {
            Section section = SECTIONS.get(setting.key());
            if (section != null) {
                text.append(text.toString().endsWith("\n\n") ? "\n" : "\n\n");
                text.append(rule(section.title())).append('\n');
                if (!section.intro().isEmpty()) {
                    comment(text, section.intro());
                }
                text.append('\n');
            }
            comment(text, setting.meaning());
            comment(
                    text,
                    "Allowed: " + setting.type().allowed() + ". Default: " + ended(words(setting)));
            String value = setting.defaultText();
            text.append(setting.written() ? "" : "#")
                    .append(setting.key())
                    .append(" =")
                    .append(value.isEmpty() ? "" : " " + value)
                    .append("\n\n");
        }
        return text.toString().stripTrailing() + "\n";
    }

    /** The page. */
    static String page() {
        StringBuilder text = new StringBuilder(PAGE_HEAD);
        for (Setting<?> setting : Declared.ALL) {
            Section section = SECTIONS.get(setting.key());
            if (section != null) {
                text.append("\n## ").append(section.title()).append("\n\n");
                if (!section.intro().isEmpty()) {
                    text.append(linked(section.intro())).append("\n\n");
                }
                text.append("| key | default | meaning |\n|---|---|---|\n");
            }
            text.append("| `")
                    .append(setting.key())
                    .append("` | ")
                    .append(code(words(setting)))
                    .append(" | ")
                    .append(cell(setting.meaning()))
                    .append(" Allowed: ")
                    .append(cell(setting.type().allowed()))
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String words(Setting<?> setting) {
        String variable =
                setting.fallback().isEmpty() ? "" : "environment variable " + setting.fallback();
        String value = setting.defaultText();
        if (variable.isEmpty()) {
            return value.isEmpty() ? "none" : value;
        }
        return value.isEmpty() ? variable : variable + ", else " + value;
    }

    private static String ended(String words) {
        return words.endsWith(".") ? words : words + ".";
    }

    private static String code(String words) {
        if (words.equals("none")) {
            return "";
        }
        return words.startsWith("environment ") ? cell(words) : "`" + cell(words) + "`";
    }

    private static String cell(String words) {
        return words.replace("|", "\\|")
                .replace("*", "\\*")
                .replace("<", "&lt;")
                .replaceAll("\n  (\\S+) +", "<br>`$1`: ")
                .replace("\n", "<br>");
    }

    private static String linked(String intro) {
        return intro.replaceAll("docs/(\\w+)\\.md", "[$1]($1.md)");
    }

    private static String rule(String title) {
        String begin = "# --- " + title + " ";
        return begin + "-".repeat(Math.max(3, RULE - begin.length()));
    }

    private static void comment(StringBuilder text, String words) {
        for (String line : words.split("\n")) {
            if (line.startsWith("  ")) {
                text.append("# ").append(line).append('\n');
            } else {
                wrapped(text, line);
            }
        }
    }

    private static void wrapped(StringBuilder text, String words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        lines.forEach(one -> text.append("# ").append(one).append('\n'));
    }
}
