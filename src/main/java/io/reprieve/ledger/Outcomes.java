package io.reprieve.ledger;

import io.reprieve.domain.Outcome;
import io.reprieve.domain.Recipients;
import io.reprieve.domain.ResponseInfo;
import io.reprieve.domain.RowResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Rulings as text, one line each, that a person can read in SQLite's shell: outcome, reason, the
 * three lists of recipients and the facts, separated by tabs; fields at the end that are empty are
 * left out, and {@code ^} stands for the facts of the line before.
 */
final class Outcomes {
    private static final String SAME = "^";
    private static final String BETWEEN = " ";

    /** Most fields of a line. */
    private static final int FIELDS = 8;

    private Outcomes() {}

    static String write(List<RowResult> results) {
        StringBuilder text = new StringBuilder(results.size() * 40);
        ResponseInfo last = ResponseInfo.NONE;
        for (RowResult result : results) {
            int start = text.length();
            text.append(result.outcome().name()).append('\t');
            append(text, result.reason());
            text.append('\t');
            append(text, result.recipients().delivered());
            text.append('\t');
            append(text, result.recipients().undelivered());
            text.append('\t');
            append(text, result.recipients().failed());
            text.append('\t');
            appendFacts(text, result.facts(), last);
            last = result.facts();
            int end = text.length();
            while (end > start && text.charAt(end - 1) == '\t') {
                end--;
            }
            text.setLength(end);
            text.append('\n');
        }
        return text.toString();
    }

    static RowResult[] read(String text, int size) {
        RowResult[] results = new RowResult[size];
        ResponseInfo last = ResponseInfo.NONE;
        int start = 0;
        for (int i = 0; i < size; i++) {
            int end = text.indexOf('\n', start);
            String[] fields = fields(text.substring(start, end));
            start = end + 1;
            last = readFacts(fields, last);
            Recipients recipients =
                    fields.length < 3
                            ? Recipients.NONE
                            : new Recipients(list(fields, 2), list(fields, 3), list(fields, 4));
            Outcome outcome = Outcome.valueOf(fields[0]);
            results[i] = new RowResult(outcome, field(fields, 1), recipients, last);
        }
        return results;
    }

    private static String[] fields(String line) {
        String[] fields = new String[FIELDS];
        int count = 0;
        int from = 0;
        while (from <= line.length()) {
            int tab = count == FIELDS - 1 ? -1 : line.indexOf('\t', from);
            int to = tab < 0 ? line.length() : tab;
            fields[count++] = line.substring(from, to);
            from = to + 1;
        }
        return Arrays.copyOf(fields, count);
    }

    private static void appendFacts(StringBuilder text, ResponseInfo facts, ResponseInfo last) {
        if (facts.equals(ResponseInfo.NONE)) {
            return;
        }
        if (facts.equals(last)) {
            text.append(SAME);
            return;
        }
        if (facts.httpStatus() != null) {
            text.append(facts.httpStatus());
        }
        text.append('\t');
        append(text, facts.errorCode());
        text.append('\t');
        append(text, facts.cfRay());
    }

    private static ResponseInfo readFacts(String[] fields, ResponseInfo last) {
        String status = field(fields, 5);
        if (SAME.equals(status)) {
            return last;
        }
        if (fields.length <= 5) {
            return ResponseInfo.NONE;
        }
        return new ResponseInfo(
                status.isEmpty() ? null : Integer.valueOf(status),
                orNull(field(fields, 6)),
                null,
                orNull(field(fields, 7)));
    }

    private static void append(StringBuilder text, List<String> addresses) {
        for (int i = 0; i < addresses.size(); i++) {
            text.append(i == 0 ? "" : BETWEEN);
            String address = addresses.get(i);
            append(text, hasBelow(address, '!') ? address.replace(' ', '_') : address);
        }
    }

    /** Tabs and line ends separate; a value that has them, which no sane one does, loses them. */
    private static void append(StringBuilder text, String value) {
        if (value == null || value.isEmpty()) {
            return;
        }
        text.append(hasBelow(value, ' ') ? value.replaceAll("[\\x00-\\x1f]", " ") : value);
    }

    private static boolean hasBelow(String value, char least) {
        for (byte b : value.getBytes(StandardCharsets.ISO_8859_1)) {
            if (b >= 0 && b < least) {
                return true;
            }
        }
        return false;
    }

    private static List<String> list(String[] fields, int index) {
        String field = field(fields, index);
        if (field.isEmpty()) {
            return List.of();
        }
        return field.indexOf(' ') < 0 ? List.of(field) : List.of(field.split(BETWEEN));
    }

    private static String field(String[] fields, int index) {
        return index < fields.length ? fields[index] : "";
    }

    private static String orNull(String field) {
        return field.isEmpty() ? null : field;
    }
}
