package io.reprieve.ledger;

import io.reprieve.domain.Row;
import java.util.List;

/**
 * Rows of a list that are stored together, with what can be computed without the ledger: whoever
 * reads the list computes it, so that storing is not kept waiting. Immutable.
 */
public final class RowChunk {
    private final List<Row> rows;
    private final String ids;
    private final String lines;
    private final long[] keys;

    private RowChunk(List<Row> rows, String ids, String lines, long[] keys) {
        this.rows = rows;
        this.ids = ids;
        this.lines = lines;
        this.keys = keys;
    }

    /**
     * A chunk of those rows.
     *
     * @param rows 1 to {@value Acceptance#CHUNK} of them, each with the name of its account, and
     *     with an id and an account of one line
     * @param hash what the keys are made with
     * @throws IllegalArgumentException for other rows: the ledger keeps an id a line
     */
    static RowChunk of(List<Row> rows, SeenHash hash) {
        if (rows.isEmpty() || rows.size() > Acceptance.CHUNK) {
            throw new IllegalArgumentException("A chunk has 1 to " + Acceptance.CHUNK + " rows.");
        }
        List<Row> kept = List.copyOf(rows);
        StringBuilder ids = new StringBuilder(kept.size() * 48);
        long[] lines = new long[kept.size()];
        long[] keys = new long[2 * kept.size()];
        SeenKey key = new SeenKey(hash);
        for (int place = 0; place < lines.length; place++) {
            Row row = kept.get(place);
            check(row);
            ids.append(row.id()).append('\n');
            lines[place] = row.line();
            if (row.problem() == null) {
                key.of(row.account(), row.id());
                keys[2 * place] = key.hi();
                keys[2 * place + 1] = key.lo();
            }
        }
        return new RowChunk(kept, ids.toString(), Ranges.write(lines), keys);
    }

    private static void check(Row row) {
        if (row.line() < 1
                || row.id().indexOf('\n') >= 0
                || row.account().isEmpty()
                || row.account().indexOf('\n') >= 0) {
            throw new IllegalArgumentException(
                    "A row needs a line, one line of id, one of account.");
        }
    }

    List<Row> rows() {
        return rows;
    }

    /** One id a line. */
    String ids() {
        return ids;
    }

    /** The line numbers as ranges. */
    String lines() {
        return lines;
    }

    /** First half of the key of the id at that place; 0 where it is no id. */
    long hi(int place) {
        return keys[2 * place];
    }

    /** Second half of the key of the id at that place; 0 where it is no id. */
    long lo(int place) {
        return keys[2 * place + 1];
    }
}
