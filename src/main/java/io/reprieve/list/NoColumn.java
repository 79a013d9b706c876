package io.reprieve.list;

import java.util.List;
import java.util.stream.Collectors;

/** The reasons for a list in which no column, or no single one, is known to hold the ids. */
final class NoColumn {

    private static final String SETTING = "reprieve.intake.column";

    private NoColumn() {}

    static UnreadableListException among(List<String> headings, String override) {
        String shown = "Its headings are: " + Headings.shown(headings) + ". ";
        if (override != null) {
            return new UnreadableListException(
                    "The setting "
                            + SETTING
                            + " is \""
                            + override
                            + "\", but the list has no such column. "
                            + shown
                            + "Correct the setting, or the list's headings.");
        }
        return new UnreadableListException(
                "The list has no column that is known to hold ids. "
                        + messageId(headings)
                        + shown
                        + "Export it with the column ID of the investigation page, name the column \"id\", or set "
                        + SETTING
                        + " to the heading or the number of the column that holds the ids.");
    }

    static UnreadableListException amongFields(List<String> names) {
        return new UnreadableListException(
                "The JSON objects have no field that is known to hold an id. "
                        + messageId(names)
                        + "Their fields are: "
                        + Headings.shown(names)
                        + ". Name the field \"id\", or set "
                        + SETTING
                        + " to its name.");
    }

    static UnreadableListException several(List<String> headings, List<Integer> columns) {
        String names =
                columns.stream()
                        .map(column -> Headings.column(headings, column))
                        .collect(Collectors.joining(" and "));
        return new UnreadableListException(
                "Several columns hold ids of different messages ("
                        + names
                        + "), and no heading says which is meant. Write one id"
                        + " per row, name the right column \"id\", or set "
                        + SETTING
                        + " to the number of the column.");
    }

    private static String messageId(List<String> headings) {
        return headings.stream().anyMatch(Headings::isMessageId)
                ? "A Message-ID is the mail's own and not the quarantine id: it is not taken. "
                : "";
    }
}
