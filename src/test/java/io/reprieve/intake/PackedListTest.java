package io.reprieve.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackedListTest {

    private static final String LIST = "id\n4Njp3P0STMz2c02Q\n";
    private static final String MANY =
            IntStream.range(0, 20_000)
                    .mapToObj(i -> "4Njp3P0STMz2c02Q-2024-01-05T10:00:00-" + i * 7919 % 100_000)
                    .collect(Collectors.joining("\n", "", "\n"));

    @Test
    void a_gzipped_list_is_read() throws Exception {
        Lists.Read read = Lists.read(Packed.gzip(LIST.getBytes(UTF_8)));

        assertThat(read.ids()).containsExactly("4Njp3P0STMz2c02Q");
        assertThat(read.facts().format()).isEqualTo("one id a line, gzipped");
    }

    @Test
    void a_zip_with_one_list_is_read_whatever_a_mac_adds() throws Exception {
        byte[] zip =
                Packed.zip(
                        "lists/",
                        "",
                        "lists/a.csv",
                        LIST,
                        "__MACOSX/lists/._a.csv",
                        "x",
                        "lists/.DS_Store",
                        "y");

        assertThat(Lists.read(zip).ids()).containsExactly("4Njp3P0STMz2c02Q");
    }

    @Test
    void a_zip_in_a_gzip_and_a_gzip_in_a_zip_are_read() throws Exception {
        byte[] gzip = Packed.gzip(LIST.getBytes(UTF_8));

        assertThat(Lists.read(Packed.gzip(Packed.zip("a.csv", LIST))).ids()).hasSize(1);
        assertThat(Lists.read(Packed.zip(Map.of("a.csv.gz", gzip))).ids()).hasSize(1);
    }

    @Test
    void an_archive_in_an_archive_in_an_archive_is_refused() {
        byte[] packed = Packed.gzip(Packed.gzip(Packed.gzip(LIST.getBytes(UTF_8))));

        assertUnreadable(packed, "archives");
    }

    @Test
    void a_zip_with_several_lists_or_none_is_refused() {
        assertUnreadable(Packed.zip("a.csv", LIST, "b.csv", LIST), "2 files");
        assertUnreadable(Packed.zip(), "no file");
    }

    @Test
    void an_encrypted_entry_is_refused() {
        byte[] zip = Packed.zip("a.csv", LIST);
        int central = new String(zip, ISO_8859_1).indexOf("PK\1\2");
        zip[central + 8] |= 1;
        zip[6] |= 1;

        assertUnreadable(zip, "password");
    }

    @Test
    void a_truncated_archive_is_refused_and_never_ends_early() {
        byte[] gzip = Packed.gzip(MANY.getBytes(UTF_8));
        byte[] zip = Packed.zip("a.csv", MANY);

        assertUnreadable(Arrays.copyOf(gzip, gzip.length - 9), "cut off");
        assertUnreadable(Arrays.copyOf(gzip, gzip.length / 2), "cut off");
        assertUnreadable(Arrays.copyOf(gzip, 5), "cut off");
        assertUnreadable(Arrays.copyOf(zip, zip.length - 30), "cut off");
    }

    @Test
    void a_reader_that_failed_fails_again() throws Exception {
        byte[] gzip = Packed.gzip(MANY.getBytes(UTF_8));
        byte[] cut = Arrays.copyOf(gzip, gzip.length - 9);
        try (RowReader reader = new ListReader(null).open(ListSource.of("cut", cut))) {
            assertThatThrownBy(() -> reader.forEachRemaining(row -> {}))
                    .isInstanceOf(UnreadableListException.class);
            assertThatThrownBy(reader::hasNext).isInstanceOf(UnreadableListException.class);
        }
    }

    private static void assertUnreadable(byte[] list, String words) {
        assertThatThrownBy(() -> Lists.read(list))
                .isInstanceOf(UnreadableListException.class)
                .hasMessageContaining(words);
    }
}
