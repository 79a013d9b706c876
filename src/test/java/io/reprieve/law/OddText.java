package io.reprieve.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Ids in running text: one a line or several, with what people and programs put around them. */
final class OddText {
    private static final List<String> AROUND =
            List.of(
                    "%s",
                    "%s",
                    "%s",
                    "- %s",
                    "-%s",
                    "* %s",
                    "\u2022 %s",
                    "> %s",
                    "ID: %s",
                    "id=%s",
                    "<%s>",
                    "**%s**",
                    "`%s`",
                    "\"%s\"",
                    "'%s'",
                    "%s,",
                    "%s;",
                    "%s.",
                    "(%s)",
                    "[%s]",
                    "%s  # from Anna",
                    "%s (Anna)",
                    "mail.log:17:%s",
                    "+%s",
                    "  %s  ",
                    "%s\t",
                    "('%s'),",
                    "| %s |",
                    "> - %s",
                    "Please release %s",
                    "message %s is wanted",
                    "https://dash.cloudflare.com/1/email-security/investigation/%s");
    private static final List<String> BETWEEN =
            List.of(", ", ",", "; ", ";", " ", "\t", " | ", "/", " and ", "\u2028", "\u000b");
    private static final List<String> NOISE =
            List.of(
                    "",
                    "",
                    "   ",
                    "# a comment",
                    "Please release these:",
                    "Hello Anna,",
                    "Thanks",
                    "Anna",
                    "--",
                    "Total: 3",
                    "EOF",
                    "id",
                    "ID",
                    "=====",
                    "Kind regards",
                    "2026-10-01",
                    "IT support",
                    "Danke",
                    "sent from my phone",
                    "true",
                    "n/a",
                    "---",
                    "The mail from the bank was held, please let it go.");

    private final Random random;

    OddText(Random random) {
        this.random = random;
    }

    /** One way around all ids, or another around each; noise between some. */
    String lines(List<String> ids) {
        String all = random.nextBoolean() ? one(AROUND) : null;
        UnaryOperator<String> around = id -> (all == null ? one(AROUND) : all).formatted(id);
        int noise = random.nextInt(3);
        List<String> lines = new ArrayList<>();
        for (String id : ids) {
            addNoise(lines, noise);
            lines.add(around.apply(id));
        }
        addNoise(lines, noise);
        return String.join("\n", lines) + (random.nextBoolean() ? "\n" : "");
    }

    /** Several on a line. */
    String together(List<String> ids) {
        String between = one(BETWEEN);
        int most = random.nextBoolean() ? ids.size() : 1 + random.nextInt(4);
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += most) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + most));
            lines.add(bracketed(String.join(between, some)));
        }
        return String.join("\n", lines) + "\n";
    }

    /** Nothing in it is an id. */
    String noise() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            lines.add(one(NOISE));
        }
        return String.join("\n", lines) + "\n";
    }

    private String bracketed(String line) {
        return switch (random.nextInt(6)) {
            case 0 -> "(" + line + ")";
            case 1 -> "[" + line + "]";
            case 2 -> "Please release " + line;
            default -> line;
        };
    }

    private void addNoise(List<String> lines, int most) {
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            lines.add(one(NOISE));
        }
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
