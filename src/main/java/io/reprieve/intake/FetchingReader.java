package io.reprieve.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import java.util.Optional;

/** A reader that looks one row ahead, and closes what it reads from. */
abstract class FetchingReader implements RowReader {

    private final ListFacts facts;
    private final Unpacked source;
    private Row ahead;
    private boolean ended;
    private RuntimeException failure;
    private final Doubts doubts = new Doubts();

    FetchingReader(ListFacts facts, Unpacked source) {
        this.facts = facts;
        this.source = source;
    }

    /** What makes a person look at the list first. */
    final Doubts doubts() {
        return doubts;
    }

    @Override
    public final Optional<String> doubt() {
        return doubts.words();
    }

    /** The next row, or null behind the last one. */
    abstract Row fetch() throws IOException;

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
            return fetch();
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
