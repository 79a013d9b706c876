package io.reprieve.list;

/** Takes away what people and spreadsheets put around an id: blanks, quotes, {@code ="…"}. */
final class Quotes {

    /**
     * Opening and closing quotes in pairs, as the languages of Europe and our keyboards have them.
     */
    private static final String PAIRS = "\"\"''``´´`´`'“”„“„”””‘’‚‘‚’’’«»»«‹››‹";

    private Quotes() {}

    /** The cell without blanks and matched quotes around it, however they are nested. */
    static String strip(String cell) {
        String bare = TableCells.strip(cell);
        String before;
        do {
            before = bare;
            bare = TableCells.strip(oneLayer(bare));
        } while (!bare.equals(before));
        return bare;
    }

    private static String oneLayer(String cell) {
        int last = cell.length() - 1;
        if (last >= 2 && cell.startsWith("=\"") && cell.charAt(last) == '"') {
            return cell.substring(2, last);
        }
        if (last >= 1 && pairs(cell.charAt(0), cell.charAt(last))) {
            return cell.substring(1, last);
        }
        // A spreadsheet's own mark for "this is text".
        return last >= 1 && cell.charAt(0) == '\'' ? cell.substring(1) : cell;
    }

    private static boolean pairs(char open, char close) {
        for (int i = 0; i < PAIRS.length(); i += 2) {
            if (PAIRS.charAt(i) == open && PAIRS.charAt(i + 1) == close) {
                return true;
            }
        }
        return false;
    }
}
