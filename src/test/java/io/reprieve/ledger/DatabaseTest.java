package io.reprieve.ledger;

import static io.reprieve.domain.Outcome.DUPLICATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprieve.TestClock;
import io.reprieve.domain.Dedupe;
import io.reprieve.domain.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    @TempDir Path folder;

    /** Ways in which a file can be no ledger (any more). */
    enum Damage {
        RANDOM,
        TEXT,
        CUT,
        CUT_TO_A_LINE,
        OVERWRITTEN,
        ANOTHER_PROGRAMS,
        NEWER;

        void to(Path file) throws Exception {
            switch (this) {
                case RANDOM -> {
                    byte[] bytes = new byte[10_000];
                    new Random(1).nextBytes(bytes);
                    Files.write(file, bytes);
                }
                case TEXT -> Files.writeString(file, "id\n4Njp3P0STMz2c02Q\n".repeat(500));
                case CUT -> cut(file, Files.size(file) / 2);
                case CUT_TO_A_LINE -> cut(file, 40);
                case OVERWRITTEN -> overwrite(file);
                case ANOTHER_PROGRAMS -> {
                    Files.delete(file);
                    run(file, "CREATE TABLE song (title TEXT)");
                }
                case NEWER -> run(file, "PRAGMA user_version=99");
            }
        }

        private static void cut(Path file, long size) throws IOException {
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                bytes.setLength(size);
            }
        }

        private static void overwrite(Path file) throws IOException {
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                byte[] noise = new byte[40_000];
                new Random(2).nextBytes(noise);
                bytes.seek(bytes.length() / 2 / 4096 * 4096);
                bytes.write(noise);
            }
        }

        private static void run(Path file, String sql) throws Exception {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                connection.createStatement().execute(sql);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_is_no_sound_ledger_is_refused_in_words_and_left_as_it_is(Damage damage)
            throws Exception {
        fill(folder, 20_000);
        damage.to(folder.resolve(Ledger.FILE));

        assertThatIsRefused(folder);
    }

    @Test
    void a_damaged_file_with_the_log_of_a_crash_is_left_as_it_is() throws Exception {
        Path crashed = folder.resolve("crashed");
        fill(folder, 20_000);
        try (Ledger ledger = Ledger.open(folder, new TestClock())) {
            Lists.accept(ledger, Lists.job("later"), Lists.entries(50_000, 3000));
            Lists.copy(folder, crashed);
            Files.copy(folder.resolve(Ledger.FILE + "-shm"), crashed.resolve(Ledger.FILE + "-shm"));
        }
        Damage.OVERWRITTEN.to(crashed.resolve(Ledger.FILE));

        assertThatIsRefused(crashed);
    }

    @Test
    void a_log_without_its_file_is_not_overwritten() throws Exception {
        Files.write(folder.resolve(Ledger.FILE), new byte[0]);
        Files.write(folder.resolve(Ledger.FILE + "-wal"), new byte[5000]);

        assertThatIsRefused(folder);
    }

    @Test
    void an_empty_file_becomes_a_ledger() throws Exception {
        Files.write(folder.resolve(Ledger.FILE), new byte[0]);

        fill(folder, 10);
    }

    @Test
    void a_crash_leaves_a_ledger_that_opens_whole() throws Exception {
        Path crashed = folder.resolve("crashed");
        try (Ledger ledger = Ledger.open(folder, new TestClock())) {
            Lists.accept(ledger, Lists.job("first"), Lists.entries(0, 3000));
            Lists.copy(folder, crashed);
        }
        try (Ledger ledger = Ledger.open(crashed, new TestClock())) {
            ledger.checkWhole();
            assertThat(ledger.jobs().newest(9)).extracting(Job::rows).containsExactly(3000L);
        }
    }

    @Test
    void what_a_large_ledger_hides_is_found_by_the_whole_check() throws Exception {
        Path file = folder.resolve(Ledger.FILE);
        try (Ledger ledger = Ledger.open(folder, new TestClock())) {
            for (int i = 0; Files.size(file) < 40L << 20; i++) {
                List<String> ids = new ArrayList<>();
                for (int n = 0; n < 50_000; n++) {
                    ids.add("4Njp3P0STMz2c02Q-2024-01-05T10:00:00-" + (i * 1_000_000 + n));
                }
                Lists.accept(ledger, Lists.job("list-" + i), Lists.entries(ids));
            }
        }
        Damage.OVERWRITTEN.to(file);

        try (Ledger ledger = Ledger.open(folder, new TestClock())) {
            assertThatThrownBy(ledger::checkWhole)
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void a_refused_file_is_held_open_by_nobody() throws Exception {
        Path open = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(open));
        fill(folder, 5000);
        Damage.OVERWRITTEN.to(folder.resolve(Ledger.FILE));

        assertThatIsRefused(folder);

        try (Stream<Path> links = Files.list(open)) {
            assertThat(links.map(DatabaseTest::target))
                    .noneMatch(target -> target.startsWith(folder.toString()));
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> Ledger.open(file.resolve("ledger"), new TestClock()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("folder cannot be made");
    }

    @Test
    void a_full_disk_is_told_and_work_goes_on_once_there_is_room() {
        TestClock clock = new TestClock();
        try (Database database = Database.open(folder.resolve(Ledger.FILE))) {
            long pages = database.read(c -> Database.number(c, "PRAGMA page_count"));
            limit(database, pages + 40);
            Acceptance full = accept(database, clock);

            assertThatThrownBy(
                            () -> {
                                Lists.add(full, Lists.entries(0, 50_000));
                                full.commit();
                            })
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("disk is full");
            full.close();
            limit(database, 1_000_000);
            Acceptance again = accept(database, clock);
            Lists.add(again, Lists.entries(0, 50_000));
            long job = again.commit();

            assertThat(new Jobs(database, clock).get(job)).map(Job::rows).contains(50_000L);
            long jobs = database.read(c -> Database.number(c, "SELECT count(*) FROM job"));
            assertThat(jobs).isEqualTo(1);
        }
    }

    private static Acceptance accept(Database database, TestClock clock) {
        NewJob job = Lists.job("list");
        return new Acceptance(
                database,
                clock,
                SeenSizes.USUAL,
                SeenHash.MURMUR3,
                Dedupe.LEDGER,
                job,
                new AbandonedJobs(database),
                () -> assertThat(1).isOne());
    }

    private static void limit(Database database, long pages) {
        database.note(
                connection -> {
                    Database.execute(connection, "PRAGMA max_page_count=" + pages);
                    return null;
                });
    }

    @Test
    void an_error_in_the_middle_of_a_transaction_leaves_nothing_and_the_next_one_works() {
        try (Database database = Database.open(folder.resolve(Ledger.FILE))) {
            assertThatThrownBy(
                            () ->
                                    database.write(
                                            connection -> {
                                                note(connection);
                                                throw new StackOverflowError();
                                            }))
                    .isInstanceOf(StackOverflowError.class);

            assertThat(database.write(DatabaseTest::note)).isEqualTo(1);
            long calls = database.read(c -> Database.number(c, "SELECT count(*) FROM call"));
            assertThat(calls).isEqualTo(1);
        }
    }

    private static long note(Connection connection) throws java.sql.SQLException {
        return Database.update(connection, "INSERT INTO call (budget, at) VALUES ('a', 1)");
    }

    @Test
    void a_ledger_whose_folder_is_deleted_takes_nothing_more() throws Exception {
        Path moved = folder.resolve("ledger");
        try (Ledger ledger = Ledger.open(moved, new TestClock())) {
            Files.move(moved, folder.resolve("elsewhere"));

            assertThatThrownBy(() -> Lists.accept(ledger, Lists.job("list"), Lists.entries(0, 3)))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("deleted, moved or replaced");

            Files.move(folder.resolve("elsewhere"), moved);
            Lists.accept(ledger, Lists.job("again"), Lists.entries(0, 3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-wal", "-shm"})
    void a_ledger_takes_nothing_more_once_a_file_of_it_is_deleted(String ending) throws Exception {
        try (Ledger ledger = Ledger.open(folder, new TestClock())) {
            Lists.accept(ledger, Lists.job("before"), Lists.entries(0, 3));
            Path file = folder.resolve(Ledger.FILE + ending);
            Path aside = folder.resolve("aside");
            Files.move(file, aside);

            assertThatThrownBy(() -> Lists.accept(ledger, Lists.job("list"), Lists.entries(9, 3)))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("deleted, moved or replaced");

            Files.move(aside, file);
            Lists.accept(ledger, Lists.job("again"), Lists.entries(9, 3));
        }
    }

    @Test
    void two_processes_that_write_at_once_wait_for_each_other() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Long>> jobs = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int thread = t;
            jobs.add(
                    threads.submit(
                            () -> {
                                long last = 0;
                                try (Ledger own = Ledger.open(folder, new TestClock())) {
                                    for (int i = 0; i < 25; i++) {
                                        NewJob job = Lists.job("list-" + thread + "-" + i);
                                        last = Lists.accept(own, job, Lists.entries(i, 20));
                                    }
                                }
                                return last;
                            }));
        }
        for (Future<Long> job : jobs) {
            assertThat(job.get()).isPositive();
        }
        threads.shutdown();
        try (Ledger ledger = Ledger.open(folder, new TestClock())) {
            assertThat(ledger.jobs().newest(1000)).hasSize(100);
            assertThat(Lists.release(ledger, Outcome.RELEASED)).isEqualTo(44);
            ledger.parts().follow();
            assertThat(ledger.jobs().running()).isEmpty();
            long job = ledger.jobs().newest(1).get(0).number();
            assertThat(Lists.outcomes(ledger, job)).contains(DUPLICATE);
        }
    }

    @Test
    void a_new_ledger_that_another_process_has_open_in_that_moment_is_waited_for()
            throws Exception {
        Path file = folder.resolve(Ledger.FILE);
        FutureTask<Ledger> opening = new FutureTask<>(() -> Ledger.open(folder, new TestClock()));
        Thread opener = new Thread(opening);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            other.createStatement().execute("BEGIN EXCLUSIVE");

            opener.start();
            await().until(
                            () ->
                                    opener.getState() == Thread.State.TIMED_WAITING
                                            || opening.isDone());

            assertThat(opening.isDone()).isFalse();
            other.createStatement().execute("COMMIT");
        }
        try (Ledger ledger = opening.get(1, TimeUnit.MINUTES)) {
            assertThat(ledger.jobs().newest(1)).isEmpty();
        }
    }

    private static void fill(Path folder, int ids) {
        try (Ledger ledger = Ledger.open(folder, new TestClock())) {
            Lists.accept(ledger, Lists.job("first"), Lists.entries(0, ids));
        }
    }

    private static void assertThatIsRefused(Path folder) throws IOException {
        Map<String, String> before = bytes(folder);
        assertThatThrownBy(() -> Ledger.open(folder, new TestClock()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("left as it is")
                .hasMessageContaining(Ledger.FILE);
        assertThat(bytes(folder)).isEqualTo(before);
    }

    private static Map<String, String> bytes(Path folder) throws IOException {
        Map<String, String> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] content = Files.readAllBytes(file);
                bytes.put(
                        file.getFileName().toString(),
                        content.length + " bytes, " + Arrays.hashCode(content));
            }
        }
        return bytes;
    }
}
