package io.reprieve.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.domain.NotNowException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 1000})
    void every_element_comes_once_and_in_order(int count) {
        List<Integer> all = IntStream.range(0, count).boxed().toList();

        try (ReadAhead<Integer> ahead = new ReadAhead<>(all.iterator(), "test", () -> false)) {
            assertThat(ahead).toIterable().containsExactlyElementsOf(all);
        }
    }

    @Test
    void a_failure_comes_where_it_happened_and_ends_reading() {
        Iterator<Integer> source =
                IntStream.range(0, 10)
                        .peek(
                                i -> {
                                    if (i == 3) {
                                        throw new IllegalStateException("row 3");
                                    }
                                })
                        .iterator();

        try (ReadAhead<Integer> ahead = new ReadAhead<>(source, "test", () -> false)) {
            assertThat(List.of(ahead.next(), ahead.next(), ahead.next())).containsExactly(0, 1, 2);
            assertThatThrownBy(ahead::hasNext).hasMessage("row 3");
        }
    }

    @Test
    @Timeout(60)
    void an_error_in_the_thread_that_reads_comes_to_the_one_that_waits() {
        Iterator<Integer> source =
                IntStream.range(0, 10)
                        .peek(
                                i -> {
                                    if (i == 3) {
                                        throw new StackOverflowError("row 3");
                                    }
                                })
                        .iterator();

        try (ReadAhead<Integer> ahead = new ReadAhead<>(source, "test", () -> false)) {
            assertThat(List.of(ahead.next(), ahead.next(), ahead.next())).containsExactly(0, 1, 2);
            assertThatThrownBy(ahead::hasNext).isInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void closing_in_the_middle_ends_reading_before_the_source_is_closed() {
        AtomicInteger read = new AtomicInteger();
        Iterator<Integer> endless = IntStream.generate(read::incrementAndGet).iterator();
        ReadAhead<Integer> ahead = new ReadAhead<>(endless, "test", () -> false);
        ahead.next();
        ahead.next();

        ahead.close();

        int atClose = read.get();
        assertThat(atClose).isLessThan(20);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("test"));
    }

    /** Camel's split asks on when a step has failed, and whoever failed has closed the list. */
    @Test
    @Timeout(60)
    void one_that_is_closed_has_no_more_elements_whatever_the_source_does() {
        CountDownLatch never = new CountDownLatch(1);
        ReadAhead<Integer> ahead = new ReadAhead<>(stuckAfter(2, never), "stuck", () -> false);
        assertThat(List.of(ahead.next(), ahead.next())).containsExactly(1, 2);

        ahead.close();

        assertThat(ahead.hasNext()).isFalse();
        never.countDown();
    }

    @Test
    @Timeout(60)
    void who_waits_for_a_source_that_is_stuck_is_let_go_when_reprieve_is_being_stopped() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        try (ReadAhead<Integer> ahead =
                new ReadAhead<>(stuckAfter(2, never), "stuck", () -> looks.incrementAndGet() > 3)) {
            assertThat(ahead.next()).isEqualTo(1);
            assertThatThrownBy(
                            () -> {
                                ahead.next();
                                ahead.next();
                            })
                    .isInstanceOf(NotNowException.class);
        }
        never.countDown();
    }

    private static Iterator<Integer> stuckAfter(int elements, CountDownLatch never) {
        return IntStream.iterate(1, i -> i + 1)
                .peek(
                        i -> {
                            if (i > elements) {
                                await(never);
                            }
                        })
                .iterator();
    }

    private static void await(CountDownLatch never) {
        boolean isOver = false;
        while (!isOver) {
            try {
                never.await();
                isOver = true;
            } catch (InterruptedException e) {
                // As one that no interrupt ends, for instance a disk that hangs.
                continue;
            }
        }
    }
}
