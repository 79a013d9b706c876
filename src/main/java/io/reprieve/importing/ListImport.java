package io.reprieve.importing;

import io.reprieve.calls.CallGate;
import io.reprieve.domain.Row;
import io.reprieve.ledger.Acceptance;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.NewRequest;
import io.reprieve.ledger.RowChunk;
import io.reprieve.list.ListSubmission;
import io.reprieve.list.ReadAhead;
import io.reprieve.list.RowReader;
import io.reprieve.list.UnreadableListException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A list between its file and the ledger: iterates over its rows in chunks, and stores them. Not
 * thread-safe.
 */
public final class ListImport implements Iterator<RowChunk>, AutoCloseable {
    /** Exchange property: the {@link ListSubmission} that is being accepted. */
    public static final String FILE = "reprieveListFile";

    private final ListSubmission file;
    private final RowReader rows;
    private final Acceptance acceptance;
    private final AccountNames accounts;
    private final Job before;
    private final FileStabilityCheck arrival;
    private final FileHash hash;
    private final RowLimit bound;
    private final ReadAhead<List<Row>> rowsAhead;
    private final ReadAhead<RowChunk> chunks;

    ListImport(
            ListSubmission file,
            FileStabilityCheck arrival,
            RowReader rows,
            Acceptance acceptance,
            FileHash hash,
            RowLimit bound,
            AccountNames accounts,
            CallGate gate) {
        this.file = file;
        this.hash = hash;
        this.bound = bound;
        this.arrival = arrival;
        this.rows = rows;
        this.acceptance = acceptance;
        this.accounts = accounts;
        this.before = null;
        // Reading and making the keys take about as long, and are done side by side.
        this.rowsAhead = new ReadAhead<>(new Rows(), "list " + file.source(), gate::isStopping);
        this.chunks = new ReadAhead<>(new Chunks(), "keys " + file.source(), gate::isStopping);
    }

    private ListImport(ListSubmission file, Job before) {
        this.file = file;
        this.rows = null;
        this.acceptance = null;
        this.accounts = null;
        this.before = before;
        this.hash = null;
        this.bound = null;
        this.arrival = null;
        this.rowsAhead = null;
        this.chunks = null;
    }

    /** A list that became that job before; it has no rows. */
    static ListImport acceptedBefore(ListSubmission file, Job job) {
        return new ListImport(file, job);
    }

    /** The list's file. */
    public ListSubmission file() {
        return file;
    }

    /** The job that this very file became before, or null. */
    public Job before() {
        return before;
    }

    /** Whether there are more rows; none once it is closed, so that nobody waits for them. */
    @Override
    public boolean hasNext() {
        try {
            return chunks != null && chunks.hasNext();
        } catch (UnreadableListException e) {
            // What reads like nonsense may be half a list.
            confirmBeforeRefusal();
            throw e;
        }
    }

    private void confirmBeforeRefusal() {
        try {
            arrival.confirm();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** The next rows, at most {@link Acceptance#CHUNK}. */
    @Override
    public RowChunk next() {
        return chunks.next();
    }

    /** Puts a chunk into the ledger, where it does not count yet. */
    public void store(RowChunk chunk) throws IOException {
        arrival.checkUnchanged();
        acceptance.add(chunk);
    }

    /**
     * Makes sure that the file was whole when it was read; see {@link FileStabilityCheck#confirm}.
     */
    void confirmWhole() throws IOException {
        arrival.confirm();
    }

    long commit(List<NewRequest> requests) {
        return acceptance.commit(requests);
    }

    long hold(String why, List<NewRequest> requests) {
        return acceptance.hold(why, requests);
    }

    /** What the rows are read from. */
    RowReader read() {
        return rows;
    }

    /** Rows that were stored so far. */
    long rows() {
        return acceptance.rows();
    }

    @Override
    public void close() {
        if (rows == null) {
            return;
        }
        try (acceptance;
                hash) {
            // What makes the keys may be waiting for what reads the rows.
            rowsAhead.end();
            chunks.close();
            rowsAhead.close();
            rows.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Row ofAccount(Row row) {
        String account = row.account() == null ? file.account() : row.account();
        String problem = row.problem();
        String known = accounts.find(account);
        if (known != null) {
            account = known;
        } else {
            problem =
                    "no account of the name '"
                            + account
                            + "' is set; its key would be reprieve.accounts."
                            + account
                            + ".account-id";
        }
        return new Row(row.line(), row.id(), account, problem);
    }

    /** The rows as they are read. */
    private final class Rows implements Iterator<List<Row>> {
        private long read;

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public List<Row> next() {
            List<Row> chunk = new ArrayList<>(Acceptance.CHUNK);
            while (chunk.size() < Acceptance.CHUNK && rows.hasNext()) {
                chunk.add(ofAccount(rows.next()));
            }
            read += chunk.size();
            bound.check(read);
            return chunk;
        }
    }

    /** The rows as they are stored. */
    private final class Chunks implements Iterator<RowChunk> {
        @Override
        public boolean hasNext() {
            return rowsAhead.hasNext();
        }

        @Override
        public RowChunk next() {
            return acceptance.chunk(rowsAhead.next());
        }
    }
}
