package io.reprieve.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Outcome;
import io.reprieve.domain.Recipients;
import io.reprieve.domain.ResponseInfo;
import io.reprieve.domain.RowResult;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomesTest {
    private static final List<List<String>> ADDRESSES =
            List.of(List.of(), List.of("a@example.com"), List.of("a@example.com", "ü@example.com"));
    private static final List<ResponseInfo> FACTS =
            List.of(
                    ResponseInfo.NONE,
                    new ResponseInfo(200, null, null, "8f3a-FRA"),
                    new ResponseInfo(400, "1004", null, null),
                    new ResponseInfo(null, null, null, "9b1c-AMS"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void rulings_come_back_as_they_were_written(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<RowResult> results = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Recipients recipients = new Recipients(any(random), any(random), any(random));
            results.add(
                    new RowResult(
                            Outcome.values()[random.nextInt(Outcome.values().length)],
                            random.nextBoolean() ? "" : "because of " + i,
                            recipients,
                            FACTS.get(random.nextInt(FACTS.size()))));
        }

        assertThat(Outcomes.read(Outcomes.write(results), 1000)).containsExactlyElementsOf(results);
    }

    private static List<String> any(SplittableRandom random) {
        return ADDRESSES.get(random.nextInt(ADDRESSES.size()));
    }

    @Test
    void what_would_break_the_format_becomes_a_blank() {
        RowResult odd =
                RowResult.of(Outcome.FAILED, "two\nlines\tand\u0000more", ResponseInfo.NONE);

        assertThat(Outcomes.read(Outcomes.write(List.of(odd)), 1)[0].reason())
                .isEqualTo("two lines and more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "2-1001", "0-11,13", "1,3,5-6,4503599627370496"})
    void ranges_come_back_as_they_were_written(String text) {
        long[] numbers = Ranges.read(text);

        assertThat(Ranges.write(numbers)).isEqualTo(text);
        assertThat(LongStream.of(numbers).distinct().count()).isEqualTo(numbers.length);
    }
}
