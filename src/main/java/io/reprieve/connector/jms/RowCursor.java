package io.reprieve.connector.jms;

import io.reprieve.domain.SettledRow;
import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.SettledRows;
import java.util.Collections;
import java.util.Iterator;

/** The rows of a complete job one by one, from the first as often as wanted. Not thread-safe. */
final class RowCursor implements AutoCloseable {
    private final Ledger ledger;
    private final long job;
    private SettledRows chunks;
    private Iterator<SettledRow> chunk = Collections.emptyIterator();

    RowCursor(Ledger ledger, long job) {
        this.ledger = ledger;
        this.job = job;
        this.chunks = ledger.rows(job);
    }

    /** The next row, or null behind the last. */
    SettledRow next() {
        while (!chunk.hasNext() && chunks.hasNext()) {
            chunk = chunks.next().iterator();
        }
        return chunk.hasNext() ? chunk.next() : null;
    }

    /** Goes back before the first row. */
    void rewind() {
        chunks.close();
        chunks = ledger.rows(job);
        chunk = Collections.emptyIterator();
    }

    @Override
    public void close() {
        chunks.close();
    }
}
