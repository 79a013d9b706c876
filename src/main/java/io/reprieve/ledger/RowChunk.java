package io.reprieve.ledger;

import java.util.List;

/**
 * Rows of a list that are stored together, with what can be computed without the ledger: whoever
 * reads the list computes it, so that storing is not kept waiting. Immutable.
 */
public final class RowChunk {
    private final List<Entry> entries;
    private final String ids;
    private final String lines;
    private final long[] keys;

    private RowChunk(List<Entry> entries, String ids, String lines, long[] keys) {
        this.entries = entries;
        this.ids = ids;
        this.lines = lines;
        this.keys = keys;
    }

    /**
     * A chunk of those rows.
     *
     * @param rows 1 to {@value Acceptance#CHUNK} of them
     * @param hash what the keys are made with
     */
    static RowChunk of(List<Entry> rows, SeenHash hash) {
        if (rows.isEmpty() || rows.size() > Acceptance.CHUNK) {
            throw new IllegalArgumentException("A chunk has 1 to " + Acceptance.CHUNK + " rows.");
        }
        List<Entry> entries = List.copyOf(rows);
        StringBuilder ids = new StringBuilder(entries.size() * 48);
        long[] lines = new long[entries.size()];
        long[] keys = new long[2 * entries.size()];
        SeenKey key = new SeenKey(hash);
        for (int place = 0; place < lines.length; place++) {
            Entry entry = entries.get(place);
            ids.append(entry.id()).append('\n');
            lines[place] = entry.line();
            if (entry.problem() == null) {
                key.of(entry.account(), entry.id());
                keys[2 * place] = key.hi();
                keys[2 * place + 1] = key.lo();
            }
        }
        return new RowChunk(entries, ids.toString(), Ranges.write(lines), keys);
    }

    List<Entry> entries() {
        return entries;
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
