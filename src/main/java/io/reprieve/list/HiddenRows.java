package io.reprieve.list;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Counts the rows that a person has hidden or filtered away, and says so. */
final class HiddenRows {

    private static final int MAX_TOLD = 5;

    private final List<Long> first = new ArrayList<>();
    private long count;

    void add(long row) {
        count++;
        if (first.size() < MAX_TOLD) {
            first.add(row);
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** In words that stand behind "held:". */
    String words(String sheet) {
        String rows = first.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return (count == 1 ? "1 row is hidden" : count + " rows are hidden")
                + " in "
                + sheet
                + " ("
                + rows
                + (count > first.size() ? " and more" : "")
                + ") and will not be released; to release all, show them and send the list again";
    }
}
