package io.reprieve.list;

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
            ArchiveReader list = ArchiveReader.of(source);
            try {
                FetchingReader reader = open(list, null);
                return reader.rows().knowsShapes() ? reader : familiar(list, reader);
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

    /**
     * A list whose first characters show no id of a known shape is read once only to find one: what
     * looks like none is sent where all look like none, and only there.
     */
    private RowReader familiar(ArchiveReader list, FetchingReader probe) throws IOException {
        Shapes seen = Shapes.UNKNOWN;
        for (int rows = 0; !seen.isAtLeast(Shapes.LIKELY_POSTFIX) && probe.hasNext(); rows++) {
            probe.next();
            seen = probe.rows().seen();
            if (rows >= Limits.UNFAMILIAR_ROWS && seen != Shapes.UNKNOWN) {
                break;
            }
            if (rows == Limits.UNFAMILIAR_ROWS) {
                throw new UnreadableListException(
                        "The list has more than a million rows, and none of the first million holds an id of a known"
                                + " shape. Send the list in parts, if it is one.");
            }
        }
        return open(list, seen);
    }

    /** Opens a list that holds such ids; null: its first characters say which. */
    private FetchingReader open(ArchiveReader list, Shapes known) throws IOException {
        return list.isWorkbook() ? Workbooks.open(list, columns, known) : text(list, known);
    }

    private FetchingReader text(ArchiveReader list, Shapes known) throws IOException {
        Signatures.refuseBinary(list.head());
        TextEncoding encoding = TextEncoding.of(list.head());
        String sample = encoding.sample(list.head());
        Signatures.refuseNoList(sample);
        boolean whole = list.head().length < Limits.HEAD;
        Shapes shapes = known == null ? Shapes.in(sample) : known;
        JsonText json = JsonText.of(encoding, sample);
        return switch (JsonForm.of(json.sample(sample), whole)) {
            case NONE -> lines(list, encoding, new TextSample(sample, whole), shapes);
            case LINES ->
                    JsonLinesReader.open(
                            list, json.reader(list.openHeld()), jsonRows(shapes, "line"));
            case DOCUMENT -> JsonDocuments.open(list, json, jsonRows(shapes, "element"), columns);
        };
    }

    private JsonRows jsonRows(Shapes shapes, String unit) {
        return new JsonRows(new RowMaker(shapes, columns, Columns.NONE, unit), columns);
    }

    private FetchingReader lines(
            ArchiveReader list, TextEncoding encoding, TextSample sample, Shapes shapes)
            throws IOException {
        TextLayout layout = new LayoutFinder(sample, columns, shapes).find();
        ListFacts facts = ListFacts.of(layout.format()).packedAs(list.packing());
        RowMaker rows = new RowMaker(shapes, columns, layout.columns(), "line");
        Reader text = encoding.reader(list.openHeld());
        return layout.isPlain()
                ? new PlainReader(text, layout, rows, facts, list)
                : new TableReader(text, layout, rows, facts, list);
    }
}
