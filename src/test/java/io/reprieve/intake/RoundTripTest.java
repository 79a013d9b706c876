package io.reprieve.intake;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a careful program writes is read back, whatever stands in the other cells. */
class RoundTripTest {

    @Property(tries = 300)
    void the_ids_of_a_table_are_read_back_with_their_lines(
            @ForAll("ids") List<String> ids,
            @ForAll("notes") List<String> notes,
            @ForAll("separators") char separator,
            @ForAll boolean quoteAll,
            @ForAll LineDelimiter lineDelimiter)
            throws Exception {
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

    @Property(tries = 300)
    void whatever_the_bytes_are_a_list_is_read_or_refused_and_nothing_else(@ForAll byte[] bytes)
            throws Exception {
        try {
            assertThat(Lists.read(bytes).rows())
                    .allSatisfy(row -> assertThat(row.line()).isPositive());
        } catch (UnreadableListException refused) {
            assertThat(refused).hasMessageContaining(".");
        }
    }

    @Property(tries = 300)
    void whatever_a_cell_is_a_judged_one_is_clean_or_has_a_problem(@ForAll String cell) {
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

    @Provide
    Arbitrary<List<String>> ids() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .ofLength(15)
                .map(rest -> "4" + rest + "-2024-01-05T10:00:00-12345678")
                .list()
                .ofMaxSize(20);
    }

    @Provide
    Arbitrary<List<String>> notes() {
        return Arbitraries.strings()
                .withChars("ab \",;|\t\r\n'#ä€")
                .ofMaxLength(12)
                .list()
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<Character> separators() {
        return Arbitraries.of(',', ';', '\t', '|');
    }
}
