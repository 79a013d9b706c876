package io.reprieve.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenRunTest {
    private static final SeenSizes SIZES = new SeenSizes(8, 24, 16, 4, 3, 20);

    @TempDir Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve(Ledger.FILE));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void every_key_is_found_however_alike_the_high_halves_are(int alike) {
        database.write(
                connection -> {
                    long run = run(connection, alike);
                    for (int step : new int[] {1, 3, 7, 50}) {
                        SeenRun.Reader reader = new SeenRun.Reader(connection, run);
                        for (int i = -1; i < 105; i += step) {
                            boolean known = i >= 0 && i < 100;
                            assertThat(reader.find(hi(i, alike), 2L * i))
                                    .as("key %d, in steps of %d", i, step)
                                    .isEqualTo(known ? i : -1);
                            assertThat(reader.find(hi(i, alike), 2L * i + 1)).isEqualTo(-1);
                        }
                    }
                    return null;
                });
    }

    /** A hundred keys, so many of which in a row share their high half. */
    private static long run(Connection connection, int alike) throws SQLException {
        SeenRun.Writer writer = new SeenRun.Writer(connection, SIZES, null);
        for (int i = 0; i < 100; i++) {
            writer.add(hi(i, alike), 2L * i, i);
        }
        writer.finish();
        return writer.run();
    }

    private static long hi(int i, int alike) {
        return Math.floorDiv(i, alike) - 10L;
    }

    @Test
    void of_equal_keys_across_pages_the_first_one_counts() {
        database.write(
                connection -> {
                    SeenRun.Writer writer = new SeenRun.Writer(connection, SIZES, null);
                    writer.add(1, 1, 1);
                    for (int i = 0; i < 10; i++) {
                        writer.add(5, 5, 100 + i);
                    }
                    writer.add(5, 6, 7);
                    writer.finish();
                    SeenRun.Reader reader = new SeenRun.Reader(connection, writer.run());
                    assertThat(reader.find(5, 5)).isEqualTo(100);
                    assertThat(reader.find(5, 6)).isEqualTo(7);
                    assertThat(reader.find(5, 7)).isEqualTo(-1);
                    return null;
                });
    }

    @Test
    void entries_come_back_sorted_by_key_even_where_the_sorters_bits_agree() {
        SplittableRandom random = new SplittableRandom(7);
        SeenEntries entries = new SeenEntries();
        Map<Long, Long> expected = new TreeMap<>();
        for (int i = 0; i < 3000; i++) {
            long hi = (random.nextLong() & 0xf000_0000_0000_0000L) | random.nextInt(100_000);
            if (expected.putIfAbsent(hi, (long) i) == null) {
                entries.add(hi, 0, i);
            }
        }
        List<Long> refs = new ArrayList<>();
        SeenCursor sorted = entries.sorted();
        try {
            while (sorted.advance()) {
                refs.add(sorted.ref());
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }

        assertThat(refs).containsExactlyElementsOf(expected.values());
    }

    @Test
    void merging_keeps_the_word_of_the_newest_run() {
        List<Long> merged =
                database.write(
                        connection -> {
                            for (int age = 0; age < 9; age++) {
                                SeenRun.Writer writer = new SeenRun.Writer(connection, SIZES, null);
                                for (int key = 0; key < 30; key += age + 1) {
                                    writer.add(key, key, 1000L * age + key);
                                }
                                writer.finish();
                                SeenIndex.addRuns(connection, SIZES, List.of(writer.run()));
                            }
                            return words(connection);
                        });
        SeenCompaction compaction = new SeenCompaction(SIZES);
        boolean more = true;
        while (more) {
            more = database.note(compaction::step);
        }

        assertThat(merged.get(24)).isEqualTo(7024);
        assertThat(database.read(SeenRunTest::words)).isEqualTo(merged);
        long runs = database.read(c -> Database.number(c, "SELECT count(*) FROM seen_run"));
        assertThat(runs).isLessThan(9);
    }

    private static List<Long> words(Connection connection) throws SQLException {
        SeenLookup lookup = SeenIndex.lookup(connection);
        List<Long> words = new ArrayList<>();
        for (int key = 0; key < 30; key++) {
            words.add(lookup.find(key, key));
        }
        return words;
    }
}
