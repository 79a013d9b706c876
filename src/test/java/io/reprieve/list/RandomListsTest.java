package io.reprieve.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lists built of ids and noise by a small grammar. The law is the only assertion: each id is a row,
 * or the list is refused or held; what is sent is an id of the list, whole.
 */
class RandomListsTest {
    private static final int MANY = 400;

    /** A naive reader's idea of an id; the program has another. */
    private static final Pattern ID =
            Pattern.compile("4[A-Za-z0-9]{15}-\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d-\\d{8}");

    private static final String LETTERS = "bcdfghjklmnpqrstvwxyzBCDFGHJKLMNPQRSTVWXYZ0123456789";
    private static final List<String> WORDS =
            List.of(
                    "Hello",
                    "Thanks",
                    "Anna",
                    "EOF",
                    "Total",
                    "3 rows",
                    "id",
                    "subject",
                    "ID",
                    "true",
                    "n/a",
                    "-",
                    "---",
                    "",
                    " ",
                    "INC0012345678",
                    "HD-4711",
                    "anna@example.com",
                    "2026-10-01 10:00",
                    "2026-10-01T10:00:00Z",
                    "https://dash.example/x?y=1",
                    "4711",
                    "0123456789abcdef0123456789abcdef",
                    "Größe",
                    "请",
                    "5\" disk",
                    "a, b; c",
                    "#1",
                    "550e8400-e29b-41d4-a716-446655440000",
                    "Re: offer (2nd)",
                    "<b>",
                    "|",
                    "{",
                    "[x]");
    private static final List<String> BEFORE =
            List.of(
                    "",
                    "",
                    "",
                    "- ",
                    "* ",
                    "• ",
                    "1. ",
                    "> ",
                    "ID: ",
                    "id=",
                    "<",
                    "(",
                    "\"",
                    "+",
                    "-",
                    "mail.log:3:",
                    "https://dash.example/i/",
                    "**",
                    "Please release ",
                    "\uFEFF",
                    "'");
    private static final List<String> BEHIND =
            List.of(
                    "",
                    "",
                    "",
                    ".",
                    ",",
                    ";",
                    ">",
                    ")",
                    "\"",
                    "**",
                    "  # note",
                    " (Anna)",
                    "?tab=1",
                    "\t",
                    " x",
                    "\u00A0");
    private static final List<String> BETWEEN =
            List.of(", ", ",", ";", "; ", " ", "\t", " | ", "|", "/", "+", "\u2028", "\u000B");
    private static final List<String> ENDS = List.of("\n", "\r\n", "\r", "\n\n");

    private SplittableRandom random;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void the_ids_of_a_list_are_rows_or_it_is_refused_or_held_and_nothing_else_is_sent(long seed)
            throws Exception {
        random = new SplittableRandom(seed);
        String list = list();
        Lists.Read read;
        try {
            read = Lists.read(list.getBytes(StandardCharsets.UTF_8), null);
        } catch (UnreadableListException refused) {
            assertThat(refused.getMessage()).hasSizeGreaterThan(20);
            return;
        }

        Set<String> ids = new LinkedHashSet<>();
        ID.matcher(list).results().forEach(found -> ids.add(found.group()));
        if (read.doubt() == null && !read.unfamiliar()) {
            assertThat(read.ids()).as(list).containsAll(ids);
        }
        if (!ids.isEmpty()) {
            assertThat(read.ids().stream().filter(id -> id.length() > 24).toList())
                    .as(list)
                    .allSatisfy(id -> assertThat(ids).contains(id));
            assertThat(read.ids()).as(list).doesNotContainAnyElementsOf(WORDS.subList(0, 15));
        }
    }

    static LongStream seeds() {
        long first = Long.getLong("lists.seed", 0);
        return LongStream.range(first, first + Integer.getInteger("lists.count", MANY));
    }

    private String list() {
        List<Supplier<String>> forms =
                List.of(
                        this::lines,
                        this::lines,
                        this::table,
                        this::table,
                        this::jsonArray,
                        this::jsonLines,
                        this::jsonObject,
                        this::oneLine);
        return any(forms).get();
    }

    private String lines() {
        StringBuilder text = new StringBuilder();
        String end = any(ENDS);
        String before = any(BEFORE);
        String behind = any(BEHIND);
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            boolean noise = random.nextInt(4) == 0;
            boolean several = random.nextInt(6) == 0;
            text.append(noise ? any(WORDS) : before + id() + behind);
            text.append(several ? any(BETWEEN) + id() : "").append(end);
        }
        return text.toString();
    }

    private String oneLine() {
        List<String> made = new ArrayList<>();
        String quote = any(List.of("", "", "\"", "'"));
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            made.add(quote + id() + quote);
        }
        return any(List.of("", "(", "[", "Please release "))
                + String.join(any(BETWEEN), made)
                + any(List.of("", ")", "]", ".", "\n"));
    }

    private String table() {
        String separator = any(List.of(",", ";", "\t", "|"));
        int width = 1 + random.nextInt(4);
        int column = random.nextInt(width);
        String end = any(ENDS.subList(0, 3));
        StringBuilder text = new StringBuilder();
        if (random.nextInt(4) == 0) {
            text.append("Report of 2026").append(end);
        }
        if (random.nextInt(5) > 0) {
            text.append(row(separator, width, column, any(List.of("id", "ID", "Investigate ID"))));
            text.append(end);
        }
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            int kind = random.nextInt(12);
            String cell = kind == 0 ? any(WORDS) : kind == 1 ? id() + " " + id() : id();
            int width2 = kind == 2 ? width + 1 + random.nextInt(2) : width;
            int column2 = kind == 3 ? random.nextInt(width) : column;
            text.append(row(separator, width2, column2, cell)).append(end);
        }
        return text.toString();
    }

    private String row(String separator, int width, int column, String cell) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            String text = i == column ? cell : random.nextInt(15) == 0 ? id() : any(WORDS);
            boolean quoted = text.matches("(?s).*[\",;\t|].*") || random.nextInt(5) == 0;
            cells.add(quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text);
        }
        return String.join(separator, cells);
    }

    private String jsonArray() {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < random.nextInt(6); i++) {
            elements.add(element());
        }
        return "[" + String.join(",", elements) + "]";
    }

    private String jsonLines() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2 + random.nextInt(5); i++) {
            text.append(random.nextInt(9) == 0 ? jsonObject() : object(1)).append('\n');
        }
        return text.toString();
    }

    private String jsonObject() {
        String rows = jsonArray();
        String name = any(List.of("ids", "result", "value", "data", "messages"));
        String more =
                any(
                        List.of(
                                "\"count\":3",
                                "\"success\":true",
                                "\"account\":\"default\"",
                                "\"result_info\":{\"next\":null}",
                                "\"x\":" + (random.nextInt(4) == 0 ? jsonArray() : "[]")));
        return random.nextBoolean()
                ? "{\"" + name + "\":" + rows + "," + more + "}"
                : "{" + more + ",\"" + name + "\":" + rows + "}";
    }

    private String element() {
        return switch (random.nextInt(8)) {
            case 0 -> any(List.of("null", "true", "4711", "{}", "[]"));
            case 1 -> "[" + text(id()) + "," + text(any(WORDS)) + "]";
            case 2 -> text(any(WORDS));
            case 3, 4 -> text(any(BEFORE) + id() + any(BEHIND));
            default -> object(1);
        };
    }

    private String object(int depth) {
        List<String> fields = new ArrayList<>();
        String name = any(List.of("id", "investigate_id", "ID", "kennung"));
        fields.add("\"" + name + "\":" + text(random.nextInt(6) == 0 ? any(WORDS) : id()));
        fields.add("\"subject\":" + text(random.nextInt(12) == 0 ? "see " + id() : any(WORDS)));
        if (depth > 0 && random.nextInt(4) == 0) {
            fields.add("\"more\":" + any(List.of("[" + object(0) + "]", object(0), "[\"x\"]")));
        }
        if (random.nextBoolean()) {
            fields.add(fields.remove(0));
        }
        return "{" + String.join(",", fields) + "}";
    }

    private static String text(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\t", "\\t")
                        .replace("\u000B", " ")
                + "\"";
    }

    private String id() {
        StringBuilder id = new StringBuilder("4");
        for (int i = 0; i < 15; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        id.append(
                String.format(
                        "-2026-10-%02dT%02d:00:00-%08d",
                        1 + random.nextInt(28), random.nextInt(24), random.nextInt(100_000_000)));
        return id.toString();
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
