package io.reprieve.list;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The first rows of a text, as lines and as each separator would part them. */
final class TextSample {

    private static final int SEPARATORS_OF_TABLE = 100;

    private final String text;

    /**
     * Whether the sample is the whole text; otherwise its last row may be cut and does not count.
     */
    private final boolean whole;

    private final int start;
    private final long skipped;
    private final char declared;

    TextSample(String text, boolean whole) {
        this.text = text;
        this.whole = whole;
        int from = endOfLine(0);
        declared = declaredSeparator(text.substring(0, from));
        int at = declared == 0 ? 0 : next(from);
        long lines = declared == 0 ? 0 : 1;
        while (at < text.length() && isPreamble(text.substring(at, endOfLine(at)))) {
            at = next(endOfLine(at));
            lines++;
        }
        start = at;
        skipped = lines;
    }

    private static boolean isPreamble(String line) {
        return TableCells.isBlank(line) || TableCells.isComment(line);
    }

    /** Excel's first line {@code sep=;}, which says how the text is parted. */
    private static char declaredSeparator(String line) {
        String bare = Quotes.strip(line.replace('\t', '\u0001')).replace('\u0001', '\t');
        boolean declares = bare.length() == 5 && bare.regionMatches(true, 0, "sep=", 0, 4);
        char separator = declares ? bare.charAt(4) : 0;
        boolean parts = separator == '\t' || (separator > ' ' && separator < 0x7F);
        return parts && !IdShape.isLetterOrDigit(separator) && "\"'-_:.".indexOf(separator) < 0
                ? separator
                : 0;
    }

    private int endOfLine(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    private int next(int endOfLine) {
        boolean pair = text.startsWith("\r\n", endOfLine);
        return Math.min(text.length(), endOfLine + (pair ? 2 : 1));
    }

    /** Whether nothing stands behind it. */
    boolean isWhole() {
        return whole;
    }

    /** Lines before the first row: blank ones, comments, and the declared separator. */
    long skippedLines() {
        return skipped;
    }

    /** The separators that come into question. */
    String separators() {
        return declared == 0 ? ",;\t|" : String.valueOf(declared);
    }

    /** Whether the sample ends before its first line does, and that is parted in many cells. */
    boolean isOneLongLine() {
        return !whole
                && endOfLine(start) == text.length()
                && count(commonSeparator()) > SEPARATORS_OF_TABLE;
    }

    /** The separator that stands most often in the sample. */
    char commonSeparator() {
        String all = separators();
        char best = all.charAt(0);
        for (int i = 1; i < all.length(); i++) {
            best = count(all.charAt(i)) > count(best) ? all.charAt(i) : best;
        }
        return best;
    }

    private long count(char separator) {
        return text.chars().filter(c -> c == separator).count();
    }

    /** The first lines that are neither blank nor a comment, stripped. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        int at = start;
        while (at < text.length() && lines.size() < Limits.SAMPLE_ROWS) {
            int end = endOfLine(at);
            String line = text.substring(at, end);
            if ((whole || end < text.length()) && !isPreamble(line)) {
                lines.add(TableCells.strip(line));
            }
            at = next(end);
        }
        return lines;
    }

    /** The first rows as a separator parts them; fewer when quotes make no sense that way. */
    List<List<String>> rows(char separator) {
        List<List<String>> rows = new ArrayList<>();
        boolean complete = false;
        try (CsvReader<CsvRecord> csv =
                CsvText.builder(separator, hasBlankBeforeQuote(separator))
                        .ofCsvRecord(text.substring(start))) {
            for (CsvRecord row : csv) {
                if (rows.size() == Limits.SAMPLE_ROWS) {
                    complete = true;
                    break;
                }
                rows.add(row.getFields());
            }
        } catch (CsvParseException e) {
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!whole && !complete && !rows.isEmpty()) {
            rows.remove(rows.size() - 1);
        }
        rows.removeIf(row -> row.stream().allMatch(TableCells::isBlank));
        return rows;
    }

    /**
     * Whether quotes follow a separator and a blank; plain RFC 4180 would not see them as quotes.
     */
    boolean hasBlankBeforeQuote(char separator) {
        return text.contains(separator + " \"") || text.contains("\" " + separator);
    }
}
