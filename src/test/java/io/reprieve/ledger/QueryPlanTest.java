package io.reprieve.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QueryPlanTest {
    @TempDir Path folder;

    static Stream<Arguments> queries() {
        return Stream.of(
                Arguments.of("SELECT * FROM part WHERE " + Claims.DUE, "part_due"),
                Arguments.of(Claims.ANY_DUE, "part_due"),
                Arguments.of("SELECT * FROM part WHERE " + Claims.GROUP, "part_group"),
                Arguments.of("SELECT * FROM part WHERE " + Parts.LEFT, "part_due"),
                Arguments.of(Parts.GIVE_BACK.get(0), "part_due"),
                Arguments.of(Parts.GIVE_BACK.get(1), "part_due"),
                Arguments.of(Parts.NEXT, "part_due"),
                Arguments.of(PendingDuplicates.WAITING, "part_due"),
                Arguments.of(Jobs.OPEN, "part_open"),
                Arguments.of("SELECT * FROM job WHERE " + Jobs.LONG_JOBS, "job_unreported"),
                Arguments.of(Acceptance.BEGIN, "part_open"),
                Arguments.of("SELECT * FROM part WHERE chunk=? AND state=?", "part_chunk"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void what_runs_often_runs_over_its_index(String sql, String index) {
        try (Database database = Database.open(folder.resolve(Ledger.FILE))) {
            String plan = database.read(connection -> plan(connection, sql));

            assertThat(plan).contains(index).doesNotContain("SCAN part");
        }
    }

    private static String plan(Connection connection, String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (PreparedStatement statement =
                        connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                plan.append(rows.getString("detail")).append('\n');
            }
        }
        return plan.toString();
    }
}
