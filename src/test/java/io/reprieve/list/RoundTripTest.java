package io.reprieve.list;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.reprieve.domain.Row;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a careful program writes is read back, whatever stands in the other cells. */
class RoundTripTest {

    private static final String ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String NOTE_LETTERS = "ab \",;|\t\r\n'#ä€";

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void the_ids_of_a_table_are_read_back_with_their_lines(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> ids =
                texts(random, ID_LETTERS, random.nextInt(21), 15).stream()
                        .map(rest -> "4" + rest + "-2024-01-05T10:00:00-12345678")
                        .toList();
        List<String> notes = texts(random, NOTE_LETTERS, random.nextInt(6), random.nextInt(13));
        char separator = ",;\t|".charAt(random.nextInt(4));
        boolean quoteAll = random.nextBoolean();
        LineDelimiter[] delimiters = LineDelimiter.values();
        LineDelimiter lineDelimiter = delimiters[random.nextInt(delimiters.length)];
        StringWriter text = new StringWriter();
        List<Long> lines = new ArrayList<>();
        CsvWriter.CsvWriterBuilder builder =
                CsvWriter.builder().fieldSeparator(separator).lineDelimiter(lineDelimiter);
        try (CsvWriter csv =
                (quoteAll ? builder.quoteStrategy(QuoteStrategies.ALWAYS) : builder).build(text)) {
            csv.writeRecord("note", "Investigate ID", "more");
            for (int i = 0; i < ids.size(); i++) {
                csv.flush();
                lines.add(1 + lineEnds(text.toString()));
                csv.writeRecord(note(notes, i), ids.get(i), note(notes, i + 1));
            }
        }

        Lists.Read read = Lists.read(text.toString());

        assertThat(read.rows()).extracting(Row::id).containsExactlyElementsOf(ids);
        assertThat(read.rows()).extracting(Row::line).containsExactlyElementsOf(lines);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatever_the_bytes_are_a_list_is_read_or_refused_and_nothing_else(long seed)
            throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = new byte[random.nextInt(400)];
        random.nextBytes(bytes);
        try {
            assertThat(Lists.read(bytes).rows())
                    .allSatisfy(row -> assertThat(row.line()).isPositive());
        } catch (UnreadableListException refused) {
            assertThat(refused).hasMessageContaining(".");
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatever_a_cell_is_a_judged_one_is_clean_or_has_a_problem(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int most = random.nextBoolean() ? 128 : Character.MAX_VALUE;
        int length = random.nextInt(250);
        String cell =
                IntStream.range(0, length)
                        .mapToObj(i -> String.valueOf((char) random.nextInt(most)))
                        .reduce("", String::concat);
        MessageIds.Verdict verdict = MessageIds.judge(cell);

        assertThat(verdict.id()).hasSizeLessThanOrEqualTo(MessageIds.MAX_LENGTH);
        assertThat(verdict.id()).doesNotContain("\n", "\r", "\u0000");
        if (verdict.problem() == null) {
            assertThat(MessageIds.judge(verdict.id())).isEqualTo(verdict);
        }
    }

    private static String note(List<String> notes, int i) {
        return notes.isEmpty() ? "" : notes.get(i % notes.size());
    }

    private static long lineEnds(String text) {
        return text.replace("\r\n", "\n").chars().filter(c -> c == '\n' || c == '\r').count();
    }

    private static List<String> texts(
            SplittableRandom random, String letters, int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                IntStream.range(0, length)
                                        .map(j -> letters.charAt(random.nextInt(letters.length())))
                                        .collect(
                                                StringBuilder::new,
                                                StringBuilder::appendCodePoint,
                                                StringBuilder::append)
                                        .toString())
                .toList();
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }
}
