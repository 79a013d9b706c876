package io.reprieve.list;

import io.reprieve.domain.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads lists whole, for tests. */
final class Lists {

    record Read(ListFacts facts, List<Row> rows, String doubt, boolean unfamiliar) {

        List<String> ids() {
            return rows.stream().filter(row -> row.problem() == null).map(Row::id).toList();
        }

        List<String> problems() {
            return rows.stream().map(Row::problem).filter(p -> p != null).toList();
        }
    }

    private Lists() {}

    static Read read(ListSource source, String column) throws IOException {
        try (RowReader reader = new ListReader(column).open(source)) {
            List<Row> rows = new ArrayList<>();
            reader.forEachRemaining(rows::add);
            return new Read(
                    reader.facts(), rows, reader.doubt().orElse(null), reader.isUnfamiliar());
        }
    }

    static Read read(byte[] bytes, String column) throws IOException {
        return read(ListSource.of("list", bytes), column);
    }

    static Read read(byte[] bytes) throws IOException {
        return read(bytes, null);
    }

    static Read read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }
}
