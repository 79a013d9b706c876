package io.reprieve.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {
    @TempDir private Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Boolean> begun = new ArrayList<>();
    private Connection connection;
    private GroupCommit writers;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("books.db"));
        Database.execute(connection, "CREATE TABLE note (text TEXT UNIQUE)");
        writers = new GroupCommit(connection, begun::add);
    }

    @AfterEach
    void close() throws SQLException {
        threads.shutdownNow();
        writers.close();
    }

    @Test
    void those_who_wait_for_each_other_share_one_transaction_and_one_sync() throws Exception {
        List<Future<Integer>> all = together(List.of("a", "b", "c"));

        for (Future<Integer> one : all) {
            assertThat(one.get()).isOne();
        }
        assertThat(notes()).containsExactlyInAnyOrder("first", "a", "b", "c");
        assertThat(begun).containsExactly(false, true);
    }

    @Test
    void whoever_waits_gets_the_own_result_however_many_wait() throws Exception {
        List<String> texts = IntStream.range(0, 200).mapToObj(Integer::toString).toList();

        List<Future<Integer>> all = together(texts);

        for (Future<Integer> one : all) {
            assertThat(one.get()).isOne();
        }
        assertThat(notes()).containsAll(texts);
    }

    @Test
    void a_work_that_fails_takes_nothing_of_the_others_along() throws Exception {
        List<Future<Integer>> all = together(List.of("a", "a", "b"));

        int failed = 0;
        for (Future<Integer> one : all) {
            failed += fails(one) ? 1 : 0;
        }
        assertThat(failed).isOne();
        assertThat(notes()).containsExactlyInAnyOrder("first", "a", "b");
        assertThat(writers.undone()).isOne();
    }

    @Test
    void a_failure_of_the_whole_transaction_fails_all_who_share_it() throws Exception {
        List<Future<Integer>> all = together(List.of("a", "ROLLBACK", "b"));

        for (Future<Integer> one : all) {
            assertThat(fails(one)).isTrue();
        }
        assertThat(notes()).containsExactly("first");
        assertThat(writers.undone()).isPositive();
    }

    @Test
    void a_work_alone_is_undone_when_it_fails() throws Exception {
        assertThatThrownBy(
                        () ->
                                writers.run(
                                        on -> {
                                            insert(on, "a");
                                            throw new IllegalStateException("no");
                                        },
                                        true))
                .isInstanceOf(IllegalStateException.class);

        assertThat(notes()).isEmpty();
        int inserted = writers.run(on -> insert(on, "a"), true);
        assertThat(inserted).isOne();
    }

    @Test
    void who_writes_after_the_end_is_told() throws Exception {
        writers.close();

        assertThatThrownBy(() -> writers.run(on -> insert(on, "late"), true))
                .isInstanceOf(SQLException.class);
    }

    /** Lets all of these wait for the same transaction, the one after a slow first. */
    private List<Future<Integer>> together(List<String> texts) throws Exception {
        CountDownLatch isInFirst = new CountDownLatch(1);
        CountDownLatch allWait = new CountDownLatch(1);
        Future<Integer> first =
                threads.submit(
                        () ->
                                writers.run(
                                        on -> {
                                            isInFirst.countDown();
                                            awaitLatch(allWait);
                                            return insert(on, "first");
                                        },
                                        false));
        isInFirst.await();
        List<Thread> waiting = new CopyOnWriteArrayList<>();
        List<Future<Integer>> all = new ArrayList<>();
        for (String text : texts) {
            CountDownLatch begins = new CountDownLatch(1);
            all.add(
                    threads.submit(
                            () -> {
                                waiting.add(Thread.currentThread());
                                begins.countDown();
                                return writers.run(on -> insert(on, text), text.length() == 1);
                            }));
            begins.await();
        }
        // Who waits looks again now and then.
        await().until(
                        () ->
                                waiting.stream()
                                        .allMatch(
                                                one ->
                                                        one.getState()
                                                                == Thread.State.TIMED_WAITING));
        allWait.countDown();
        first.get();
        return all;
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int insert(Connection on, String text) throws SQLException {
        if ("ROLLBACK".equals(text)) {
            // As SQLite does by itself when the disk is full or fails.
            Database.execute(on, "ROLLBACK");
            throw new SQLException("disk I/O error");
        }
        return Database.update(on, "INSERT INTO note (text) VALUES (?)", text);
    }

    private static boolean fails(Future<Integer> one) throws InterruptedException {
        try {
            one.get();
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    private List<String> notes() throws SQLException {
        List<String> notes = new ArrayList<>();
        try (var rows = connection.createStatement().executeQuery("SELECT text FROM note")) {
            while (rows.next()) {
                notes.add(rows.getString(1));
            }
        }
        return notes;
    }
}
