package io.reprieve.report.file;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CsvLineTest {
    private final CsvLine line = new CsvLine();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static Stream<List<String>> lines() {
        return Stream.of(
                List.of("a", "b", "c"),
                List.of("a", "", "", "d", ""),
                List.of("", "", "b"),
                List.of("1,5", "say \"no\"", "two\nlines", "\r", "\"", "\"\"", ","),
                List.of("grün", "日本語, twice", "\uD83D\uDE00\"", "ÿ", "\u007f", "\t", " blanks "),
                List.of("x".repeat(5_000), "é".repeat(5_000) + ',', "\"".repeat(3_000)));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void a_line_is_what_fastcsv_makes_of_it(List<String> cells) throws IOException {
        cells.forEach(line::add);
        line.writeTo(out);

        assertThat(text()).isEqualTo(fastCsv(cells));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void cells_that_are_kept_encoded_are_the_same_in_every_line(List<String> cells)
            throws IOException {
        cells.forEach(line::add);
        byte[] kept = line.take();
        for (int i = 0; i < 3; i++) {
            line.add(Integer.toString(i));
            line.add(kept);
            line.add("end");
            line.writeTo(out);
        }

        List<CsvRecord> read;
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(text())) {
            read = csv.stream().toList();
        }
        assertThat(read).hasSize(3);
        assertThat(read)
                .allSatisfy(
                        row ->
                                assertThat(row.getFields().subList(1, cells.size() + 1))
                                        .isEqualTo(cells));
    }

    @Test
    void any_cells_come_back_as_they_were() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int n = 0; n < 2_000; n++) {
            List<String> cells =
                    Stream.generate(() -> cell(random)).limit(2 + random.nextInt(6)).toList();
            out.reset();
            cells.forEach(line::add);
            line.writeTo(out);

            assertThat(text()).as("seed %s", seed).isEqualTo(fastCsv(cells));
        }
    }

    private static String cell(Random random) {
        String letters = "ab ,\"\r\n;=é日'-";
        StringBuilder cell = new StringBuilder("-");
        for (int i = random.nextInt(9); i > 0; i--) {
            cell.append(letters.charAt(random.nextInt(letters.length())));
        }
        return cell.toString();
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String fastCsv(List<String> cells) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            csv.writeRecord(cells);
        }
        return text.toString();
    }
}
