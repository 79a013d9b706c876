package io.reprieve.list;

/**
 * How a text is laid out.
 *
 * @param separator what parts its columns; 0 for a list with one id a line
 * @param skippedLines lines before the first row
 * @param blanksAroundQuotes whether blanks stand between separators and quotes
 * @param columns which columns matter
 */
record TextLayout(char separator, long skippedLines, boolean blanksAroundQuotes, Columns columns) {

    boolean isPlain() {
        return separator == 0;
    }

    String format() {
        if (isPlain()) {
            return "one id a line";
        }
        return switch (separator) {
            case ',' -> "table separated by commas";
            case ';' -> "table separated by semicolons";
            case '\t' -> "table separated by tabs";
            default -> "table separated by " + separator;
        };
    }
}
