package io.reprieve.law;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Ids in tables, as exports, spreadsheets and database clients make them. */
final class OddTable {
    private static final List<String> ID_HEADINGS =
            List.of(
                    "id",
                    "ID",
                    "Investigate ID",
                    "quarantine_id",
                    "Kennung",
                    "Quarantine ID",
                    "investigate_id");
    private static final List<String> SUBJECTS =
            List.of("Invoice", "Re: \"urgent\"", "a, b; c", "=1+1", "Gr\u00fc\u00dfe", "", "EOF");
    private static final List<String> HEADINGS =
            List.of("Subject", "From", "Received", "Amount", "Ticket");

    private final Random random;

    OddTable(Random random) {
        this.random = random;
    }

    /** Rows of cells: headings, ids, noise beside, above and below. */
    List<List<String>> rows(List<String> ids) {
        List<String> columns =
                new ArrayList<>(HEADINGS.subList(0, random.nextInt(HEADINGS.size())));
        columns.add(ID_HEADINGS.get(random.nextInt(ID_HEADINGS.size())));
        Collections.shuffle(columns, random);
        List<List<String>> rows = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            rows.add(padded(List.of("Quarantine report"), columns.size()));
            rows.add(padded(List.of("made on", "2026-10-01"), columns.size()));
        }
        if (random.nextInt(6) > 0) {
            rows.add(columns);
        }
        int again = random.nextInt(5) == 0 ? random.nextInt(ids.size()) : -1;
        for (int i = 0; i < ids.size(); i++) {
            if (i == again) {
                rows.add(columns);
            }
            rows.add(row(columns, ids.get(i)));
        }
        if (random.nextInt(5) == 0) {
            rows.add(padded(List.of("Total", Integer.toString(ids.size())), columns.size()));
        }
        if (random.nextInt(8) == 0) {
            spoil(rows, random.nextInt(rows.size()));
        }
        if (random.nextInt(8) == 0) {
            spoil(rows, rows.size() - 1);
        }
        return rows;
    }

    /** A row has its cells in another order, too many, or too few. */
    private void spoil(List<List<String>> rows, int index) {
        List<String> row = new ArrayList<>(rows.get(index));
        switch (random.nextInt(5)) {
            case 0 -> row.add(random.nextInt(row.size() + 1), "");
            case 1 -> row.add(random.nextInt(row.size() + 1), "a note");
            case 2 -> row.removeIf(String::isEmpty);
            case 3 -> row.replaceAll(cell -> cell.startsWith("4") ? " " + cell + " (Anna)" : cell);
            default -> Collections.shuffle(row, random);
        }
        rows.set(index, row);
    }

    private List<String> row(List<String> columns, String id) {
        return columns.stream().map(column -> cell(column, id)).collect(Collectors.toList());
    }

    private String cell(String column, String id) {
        return switch (column) {
            case "Subject" -> SUBJECTS.get(random.nextInt(SUBJECTS.size()));
            case "From" -> "anna@example.com";
            case "Received" -> "2026-10-01T10:00:00Z";
            case "Amount" -> Integer.toString(random.nextInt(1_000));
            case "Ticket" -> "INC-" + random.nextInt(10_000);
            default -> id;
        };
    }

    private static List<String> padded(List<String> cells, int width) {
        List<String> row = new ArrayList<>(cells);
        while (row.size() < width) {
            row.add("");
        }
        return row;
    }

    String separated(List<List<String>> rows) {
        char separator = ",;\t|".charAt(random.nextInt(4));
        boolean always = random.nextBoolean();
        return rows.stream()
                .map(
                        row ->
                                row.stream()
                                        .map(cell -> quoted(cell, separator, always))
                                        .collect(Collectors.joining("" + separator)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String quoted(String cell, char separator, boolean always) {
        boolean needed = always || cell.indexOf(separator) >= 0 || cell.indexOf('"') >= 0;
        return needed ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    /** As Markdown, or as a database client shows it. */
    String drawn(List<List<String>> rows) {
        String rule = random.nextBoolean() ? "|---" : "+---";
        List<String> lines =
                new ArrayList<>(
                        rows.stream()
                                .map(row -> "| " + String.join(" | ", plain(row)) + " |")
                                .toList());
        lines.add(1, rule.repeat(rows.get(0).size()) + rule.charAt(0));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> plain(List<String> row) {
        return row.stream().map(cell -> cell.replace("|", "")).toList();
    }
}
