package io.reprieve.connector.jms;

import io.reprieve.domain.Row;
import io.reprieve.files.PrivateFiles;
import io.reprieve.importing.RequestList;
import io.reprieve.ledger.NewRequest;
import io.reprieve.list.ListFacts;
import io.reprieve.list.ListReader;
import io.reprieve.list.RowReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The list that one or more messages make together: their rows one after another. A message that is
 * alone keeps its own line numbers; with others, a row's line is its place. Immutable.
 */
final class MessageList implements RequestList {
    private final List<RequestMessage> messages;

    /** A list of one message, or of several that may share one. */
    MessageList(List<RequestMessage> messages) {
        this.messages = List.copyOf(messages);
    }

    /** The messages in it. */
    List<RequestMessage> messages() {
        return messages;
    }

    @Override
    public RowReader open(ListReader reader) throws IOException {
        RequestMessage first = messages.get(0);
        if (first.isAlone()) {
            return reader.open(first.body().source());
        }
        List<Row> rows = new ArrayList<>();
        for (RequestMessage message : messages) {
            for (Row row : message.rows()) {
                rows.add(new Row(rows.size() + 1L, row.id(), row.account(), row.problem()));
            }
        }
        return new Rows(rows.iterator(), first.account());
    }

    @Override
    public List<NewRequest> requests() {
        if (messages.get(0).isAlone()) {
            return List.of(messages.get(0).request());
        }
        List<NewRequest> requests = new ArrayList<>();
        long line = 0;
        for (RequestMessage message : messages) {
            requests.add(message.at(line + 1, line + message.count()));
            line += message.count();
        }
        return requests;
    }

    /** Writes the bodies, one below the other. */
    void write(Path file) throws IOException {
        try (OutputStream out = PrivateFiles.write(file)) {
            for (RequestMessage message : messages) {
                message.body().writeTo(out);
                if (messages.size() > 1) {
                    out.write('\n');
                }
            }
        }
    }

    private record Rows(Iterator<Row> rows, String account) implements RowReader {
        @Override
        public ListFacts facts() {
            return new ListFacts("messages", null, null, account);
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Row next() {
            return rows.next();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
