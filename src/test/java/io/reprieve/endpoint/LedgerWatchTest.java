package io.reprieve.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.TestClock;
import io.reprieve.ledger.CommitSignal;
import io.reprieve.ledger.Ledger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a consumer of the ledger looks, and that nothing but its end keeps it from looking. */
class LedgerWatchTest {
    @TempDir Path folder;
    private Ledger ledger;
    private CommitSignal commits;
    private final TestClock clock = new TestClock();
    private volatile Instant nextDue;
    private volatile boolean active = true;
    private final AtomicInteger looks = new AtomicInteger();
    private final List<Throwable> told = new CopyOnWriteArrayList<>();
    private Thread thread;

    @BeforeEach
    void open() {
        ledger = Ledger.open(folder, Clock.systemUTC());
        commits = ledger.commits();
    }

    @AfterEach
    void close() throws InterruptedException {
        active = false;
        commits.give();
        thread.join(10_000);
        ledger.close();
    }

    @Test
    void a_commit_wakes_it_and_nothing_else_does() {
        start(() -> false);
        await().until(() -> looks.get() == 1);

        ledger.deliveries().add("sink", "note");

        await().until(() -> looks.get() == 2);
        assertThat(told).isEmpty();
    }

    @Test
    void it_looks_again_at_once_while_there_is_something() {
        start(() -> looks.get() < 5);

        await().until(() -> looks.get() == 5);
    }

    @Test
    void the_next_due_time_is_slept_until() {
        nextDue = TestClock.START.plusSeconds(60);
        start(() -> false);
        await().until(() -> looks.get() == 1);

        nextDue = null;
        clock.advance(Duration.ofSeconds(60));

        await().until(() -> looks.get() == 2);
    }

    @Test
    void whatever_a_look_throws_is_told_and_the_next_look_comes() {
        start(
                () -> {
                    switch (looks.get()) {
                        case 1 -> throw new IllegalStateException("a defect");
                        case 2 -> throw new StackOverflowError("another");
                        default -> {
                            return false;
                        }
                    }
                });

        await().until(() -> looks.get() >= 3);
        assertThat(told).extracting(Throwable::getMessage).containsExactly("a defect", "another");
    }

    @Test
    void an_interrupt_does_not_end_it() {
        start(() -> false);
        await().until(() -> looks.get() == 1);

        thread.interrupt();

        await().until(() -> looks.get() >= 2);
    }

    private void start(LedgerWatch.Look look) {
        LedgerWatch watch = new LedgerWatch(commits, clock, 0, () -> active);
        thread =
                new Thread(
                        () ->
                                watch.run(
                                        () -> {
                                            looks.incrementAndGet();
                                            return look.look();
                                        },
                                        () -> nextDue,
                                        told::add));
        thread.start();
    }
}
