package io.reprieve.importing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.list.UnreadableListException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many rows a list may have, before they fill the disk. */
class RowLimitTest {
    private static final long MOST = 10_000_000;

    @ParameterizedTest
    @CsvSource({"1, 1", "100000, 10", "1000000, 1000000", "10000000, 390000000"})
    void an_honest_list_is_read_however_long(long rows, long bytes) {
        assertThatCode(() -> new RowLimit(MOST, bytes).check(rows)).doesNotThrowAnyException();
    }

    @Test
    void a_longer_list_than_is_allowed_is_refused_with_the_setting() {
        assertThatThrownBy(() -> new RowLimit(MOST, 390_000_001).check(MOST + 1))
                .isInstanceOf(UnreadableListException.class)
                .hasMessageContaining("10,000,000")
                .hasMessageContaining("reprieve.guard.max-rows");
    }

    @Test
    void a_list_of_more_rows_than_bytes_is_refused_long_before_it_fills_the_disk() {
        assertThatThrownBy(() -> new RowLimit(MOST, 5_925).check(101_000))
                .isInstanceOf(UnreadableListException.class)
                .hasMessageContaining("nearly all of them are the same");
    }
}
