package io.reprieve.list;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoListTest {

    @ParameterizedTest
    @CsvSource({
        "D0CF11E0A1B11AE1, old Excel workbook",
        "D0CF11E0A1B11AE157006F0072006B0062006F006F006B00, (.xls)",
        "D0CF11E0A1B11AE15F005F006E0061006D006500690064005F00760065007200730069006F006E00, (.msg)",
        "D0CF11E0A1B11AE157006F007200640044006F00630075006D0065006E007400, (.doc)",
        "D0CF11E0A1B11AE145006E0063007200790070007400650064005000610063006B00610067006500, protected by a password",
        "53514C69746520666F726D6174203300, SQLite",
        "50415231, Parquet",
        "4F626A01, Avro",
        "1F9D90, compress",
        "04224D18, LZ4",
        "524946460000000057454250, WebP",
        "0000001866747970686569630000, HEIC",
        "789F3E22, winmail.dat",
        "000100005374616E6461726420414345, Access",
        "255044462D312E37, PDF",
        "89504E470D0A1A0A, image",
        "FFD8FFE000104A46, image",
        "474946383961, image",
        "7B5C727466315C61, RTF",
        "377ABCAF271C, 7-Zip",
        "526172211A07, RAR",
        "425A683931415926, bzip2",
        "FD377A585A00, xz",
        "28B52FFD, Zstandard",
        "7F454C460201, program",
        "0102030405060708090B0C0E0F10, binary",
        "6964000A31000A, binary"
    })
    void what_is_no_text_is_named(String hex, String what) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertUnreadable(new String(bytes, ISO_8859_1), what);
    }

    @Test
    void a_line_a_cell_or_a_json_text_of_more_than_a_mebibyte_is_refused() {
        String huge = "x".repeat(Limits.TEXT + 1);

        assertUnreadable("4Njp3P0STMz2c02Q\n" + huge, "line 2 is longer than 1 MiB");
        assertUnreadable(
                "id,note\n4Njp3P0STMz2c02Q,a\n4Njp3P0STMz2c02Q,\"" + huge + "\"\n", "line 3");
        assertUnreadable(
                "id,note\n4Njp3P0STMz2c02Q" + ",".repeat(Limits.TEXT + 1), "line 2 is longer");
        assertUnreadable("[\"" + huge + "\"]", "1 MiB");
        assertUnreadable("{\"id\":\"a\"}\n{\"id\":\"b\"}\n" + huge, "line 3 is longer");
    }

    @Test
    void json_nested_without_end_is_refused() {
        assertUnreadable("[".repeat(100_000), "nested deeper");
        assertUnreadable("{\"a\":".repeat(100_000), "nested deeper");
    }

    @Test
    void a_source_that_cannot_be_had_is_no_unreadable_list() {
        ListSource missing = ListSource.of(Path.of("no-such-list.csv"));

        assertThatThrownBy(() -> new ListReader(null).open(missing))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void a_source_that_fails_on_the_way_is_no_unreadable_list() {
        byte[] start = "4Njp3P0STMz2c02Q\n".repeat(10_000).getBytes(ISO_8859_1);
        ListSource failing = new FailingSource(start);

        assertThatThrownBy(() -> Lists.read(failing, null))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("disk gone");
    }

    private record FailingSource(byte[] start) implements ListSource {

        @Override
        public InputStream open() {
            return new InputStream() {
                private int at;

                @Override
                public int read() throws IOException {
                    if (at == start.length) {
                        throw new IOException("disk gone");
                    }
                    return start[at++];
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    if (length > 0) {
                        buffer[offset] = (byte) read();
                    }
                    return Math.min(1, length);
                }
            };
        }

        @Override
        public String name() {
            return "failing";
        }
    }

    private static void assertUnreadable(String list, String words) {
        assertThatThrownBy(() -> Lists.read(list.getBytes(ISO_8859_1)))
                .isInstanceOf(UnreadableListException.class)
                .hasMessageContaining(words);
    }
}
