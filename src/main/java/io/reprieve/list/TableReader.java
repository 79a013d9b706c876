package io.reprieve.list;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.Reader;

/** Reads separated text with quoted cells. */
final class TableReader extends FetchingReader {

    private final TableHandler handler;
    private final CloseableIterator<Boolean> records;

    TableReader(
            Reader text, TextLayout layout, RowMaker rows, ListFacts facts, ArchiveReader source) {
        super(rows, facts, source);
        handler = new TableHandler(rows);
        CsvReader<Boolean> csv =
                CsvText.builder(layout.separator(), layout.blanksAroundQuotes())
                        .build(handler, text);
        csv.skipLines((int) layout.skippedLines());
        records = csv.iterator();
    }

    @Override
    boolean read() {
        try {
            boolean more = records.hasNext();
            if (more) {
                records.next();
            }
            return more;
        } catch (CsvParseException e) {
            if (e.getCause() instanceof UnreadableListException reason) {
                throw reason;
            }
            if (e.getCause() != null) {
                throw new IllegalStateException(e);
            }
            throw misquoted(e);
        }
    }

    private UnreadableListException misquoted(CsvParseException e) {
        return new UnreadableListException(
                "The quotes of the table do not fit together in the row that starts at line "
                        + handler.line()
                        + ". A quote inside a quoted cell is written twice (\"\"), and every quoted cell is closed."
                        + " Correct that row, or export the list again.",
                e);
    }
}
