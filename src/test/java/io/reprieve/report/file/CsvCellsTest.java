package io.reprieve.report.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

class CsvCellsTest {
    private static final String LETTERS = "=+-@\uff1d;,|\t\r\n\"' \u00a0\u200b\u202ea1";

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "cells.csv", numLinesToSkip = 1)
    void a_text_is_harmless_where_a_spreadsheet_may_begin_a_cell(String text, String cell) {
        assertThat(CsvCells.words(text.translateEscapes())).isEqualTo(cell.translateEscapes());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void no_text_begins_a_formula_however_it_is_cut_and_goes_round_unchanged(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }

        String cell = CsvCells.words(text.toString());

        for (String part : cell.split("[;,|\t]")) {
            assertThat(part.replaceAll("[\"\\p{Zs}\\p{Cf}]+", ""))
                    .doesNotMatch("[=+@\uff1d-].*")
                    .as("a part of %s", cell);
        }
        assertThat(CsvCells.words(cell)).isEqualTo(cell);
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }
}
