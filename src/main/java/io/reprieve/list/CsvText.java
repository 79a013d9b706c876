package io.reprieve.list;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;

/** How separated text is parsed, for the sample and for the list alike. */
final class CsvText {

    private CsvText() {}

    static CsvReader.CsvReaderBuilder builder(char separator, boolean blanksAroundQuotes) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .commentStrategy(CommentStrategy.NONE)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .trimWhitespacesAroundQuotes(blanksAroundQuotes)
                .maxBufferSize(Limits.TEXT);
    }
}
