package io.reprieve.practice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReleaseCountsTest {
    @Test
    void counts_are_those_of_a_plain_map() {
        ReleaseCounts counts = new ReleaseCounts();
        Map<String, Integer> expected = new HashMap<>();
        Random random = new Random(7);
        for (int i = 0; i < 300_000; i++) {
            String key = "4" + Integer.toString(random.nextInt(150_000), 36) + "x".repeat(i % 3);
            counts.add(key, 0);
            expected.merge(key, 1, Integer::sum);
        }

        Map<String, Integer> visited = new HashMap<>();
        counts.forEach(visited::put);
        assertThat(visited).isEqualTo(expected);
        assertThat(counts.releases()).isEqualTo(300_000);
        assertThat(counts.messages()).isEqualTo(expected.size());
        assertThat(counts.repeated())
                .isEqualTo(expected.values().stream().filter(count -> count > 1).count());
        assertThat(counts.most())
                .isEqualTo(expected.values().stream().mapToInt(count -> count).max().orElse(0));
    }

    @Test
    void no_release_is_missed_when_many_threads_count() throws Exception {
        ReleaseCounts counts = new ReleaseCounts();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int thread = 0; thread < 4; thread++) {
            threads.execute(
                    () -> {
                        for (int i = 0; i < 50_000; i++) {
                            counts.add("4" + i, 0);
                        }
                    });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        assertThat(counts.messages()).isEqualTo(50_000);
        assertThat(counts.repeated()).isEqualTo(50_000);
        assertThat(counts.get("4123").count()).isEqualTo(4);
        assertThat(counts.most()).isEqualTo(4);
    }

    @Test
    void forgetting_leaves_nothing() {
        ReleaseCounts counts = new ReleaseCounts();
        counts.add("4a", 3);
        counts.add("4-b", 3);
        counts.clear();

        assertThat(counts.get("4a")).isEqualTo(ReleaseCounts.Tally.NONE);
        assertThat(counts.messages() + counts.releases() + counts.most()).isZero();
        Map<String, Integer> visited = new HashMap<>();
        counts.forEach(visited::put);
        assertThat(visited).isEmpty();
    }
}
