package io.reprieve.list;

import io.reprieve.domain.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import java.util.Optional;

/** A reader that looks one row ahead, and closes what it reads from. */
abstract class FetchingReader implements RowReader {

    private final ListFacts facts;
    private final ArchiveReader source;
    private Row ahead;
    private boolean ended;
    private RuntimeException failure;
    private final RowMaker rows;

    FetchingReader(RowMaker rows, ListFacts facts, ArchiveReader source) {
        this.rows = rows;
        this.facts = facts;
        this.source = source;
    }

    @Override
    public final Optional<String> doubt() {
        return rows.doubts().words();
    }

    @Override
    public final boolean isUnfamiliar() {
        return rows.isUnfamiliar();
    }

    /** Where what is read becomes rows. */
    final RowMaker rows() {
        return rows;
    }

    /** Hands the next record to {@link #rows}; false behind the last one. */
    abstract boolean read() throws IOException;

    @Override
    public final boolean hasNext() {
        if (failure != null) {
            throw failure;
        }
        if (ahead == null && !ended) {
            ahead = fetchOrFail();
            ended = ahead == null;
        }
        return ahead != null;
    }

    private Row fetchOrFail() {
        try {
            Row row = rows.poll();
            while (row == null && read()) {
                row = rows.poll();
            }
            if (row == null) {
                rows.end();
            }
            return row;
        } catch (IOException e) {
            failure = new UncheckedIOException(e);
        } catch (UnreadableListException | UncheckedIOException e) {
            failure = e;
        } catch (RuntimeException | StackOverflowError e) {
            failure = UnreadableListException.notUnderstood(e);
        }
        throw failure;
    }

    @Override
    public final Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        source.rowRead();
        Row row = ahead;
        ahead = null;
        return row;
    }

    @Override
    public final ListFacts facts() {
        return facts;
    }

    @Override
    public final void close() throws IOException {
        source.close();
    }
}
