package io.reprieve.practice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseCountsTest {
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

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
    void a_count_stays_at_its_bound() {
        ReleaseCounts counts = new ReleaseCounts();
        for (int i = 0; i < 70_000; i++) {
            counts.add("4a", 0);
            counts.add("an id, of another shape", 0);
        }
        assertThat(counts.get("4a").count()).isEqualTo(65_535);
        assertThat(counts.get("an id, of another shape").count()).isEqualTo(65_535);
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

    @Test
    void packed_keys_give_their_texts_back_and_differ_where_the_texts_do() {
        Random random = new Random(11);
        Map<PackedKey, String> texts = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            int length = 1 + random.nextInt(16);
            StringBuilder key = new StringBuilder();
            for (int j = 0; j < length; j++) {
                key.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            PackedKey packed = PackedKey.of(key.toString());
            assertThat(packed.text()).isEqualTo(key.toString());
            assertThat(texts.getOrDefault(packed, key.toString())).isEqualTo(key.toString());
            texts.put(packed, key.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a-b", "ä", "12345678901234567", " "})
    void keys_of_another_shape_are_not_packed(String key) {
        assertThat(PackedKey.of(key)).isNull();
    }
}
