package io.reprieve.intake;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/**
 * Reads lists of ids in whatever form they are sent: separated text with or without headings, one
 * id a line, JSON, JSON lines, Excel (.xlsx), any of them gzipped or alone in a zip. The form is
 * recognised by content; names do not matter. Safe for use by several threads; its readers are not.
 */
public final class ListReader {

    private final ColumnFinder columns;

    /**
     * @param columnOverride heading or number (from 1) of the column that holds the ids, for tables
     *     in which it is not found by itself; a heading also names the field of JSON objects. Null
     *     or blank: none
     */
    public ListReader(String columnOverride) {
        columns = new ColumnFinder(columnOverride);
    }

    /**
     * Opens a list. The caller closes the reader, which also removes its temporary files.
     *
     * @throws IOException when the bytes cannot be had; trying again later may help
     * @throws UnreadableListException when they are no list; trying again does not help
     */
    public RowReader open(ListSource source) throws IOException {
        try {
            Unpacked list = Unpacked.of(source);
            try {
                return list.isWorkbook() ? Workbooks.open(list, columns) : text(list);
            } catch (IOException | RuntimeException | StackOverflowError e) {
                list.close();
                throw e;
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (UnreadableListException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw UnreadableListException.notUnderstood(e);
        }
    }

    private RowReader text(Unpacked list) throws IOException {
        Signatures.refuseBinary(list.head());
        TextEncoding encoding = TextEncoding.of(list.head());
        String sample = encoding.sample(list.head());
        Signatures.refuseNoList(sample);
        boolean whole = list.head().length < Limits.HEAD;
        return switch (JsonForm.of(sample, whole)) {
            case NONE -> lines(list, encoding, new TextSample(sample, whole));
            case LINES -> JsonLinesReader.open(list, encoding, columns);
            case DOCUMENT -> JsonDocuments.open(list, encoding, columns);
        };
    }

    private RowReader lines(Unpacked list, TextEncoding encoding, TextSample sample)
            throws IOException {
        TextLayout layout = new LayoutFinder(sample, columns).find();
        ListFacts facts = ListFacts.of(layout.format()).packedAs(list.packing());
        Reader text = encoding.reader(list.openHeld());
        return layout.isPlain()
                ? new PlainReader(text, layout, facts, list)
                : new TableReader(text, layout, facts, list);
    }
}
