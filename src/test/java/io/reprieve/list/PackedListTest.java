package io.reprieve.list;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void all_members_of_a_gzip_are_read() throws Exception {
        byte[] two = joined(gzip("id\n4Njp3P0STMz2c02Q\n"), gzip("4Njp3P0STMz2c02R\n"));
        byte[] named = header(0x1C, "\2\0xxlist.csv\0a note\0");
        byte[] withName = joined(named, Arrays.copyOfRange(gzip(LIST), 10, gzip(LIST).length));

        assertThat(Lists.read(two).ids()).containsExactly("4Njp3P0STMz2c02Q", "4Njp3P0STMz2c02R");
        assertThat(Lists.read(joined(gzip(""), two, gzip(""))).ids()).hasSize(2);
        assertThat(Lists.read(withName).ids()).containsExactly("4Njp3P0STMz2c02Q");
        assertThat(Lists.read(gzip("")).rows()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("behind")
    void whatever_stands_behind_a_gzips_end_is_never_lost(byte[] gzip, byte[] behind) {
        assertUnreadable(joined(gzip, behind), "Something stands behind the gzip's end");
    }

    @Test
    void zeros_behind_a_gzips_end_are_what_a_tape_has_left() throws Exception {
        byte[] two = joined(gzip("id\n4Njp3P0STMz2c02Q\n"), gzip("4Njp3P0STMz2c02R\n"));

        for (int zeros : new int[] {1, 9, 512, 1 << 20}) {
            assertThat(Lists.read(joined(two, new byte[zeros])).ids()).hasSize(2);
        }
    }

    static Stream<Arguments> behind() {
        byte[] member = gzip("4Njp3P0STMz2c02R\n");
        return Stream.of(gzip(LIST), gzip(""), joined(gzip(LIST), gzip(LIST)), gzip(MANY))
                .flatMap(
                        gzip ->
                                Stream.of(
                                                "4Njp3P0STMz2c02R\n".getBytes(UTF_8),
                                                "\n".getBytes(UTF_8),
                                                joined(new byte[512], "x".getBytes(UTF_8)),
                                                new byte[(1 << 20) + 2],
                                                Packed.zip("a.csv", LIST),
                                                Arrays.copyOf(member, 1),
                                                Arrays.copyOf(member, 4),
                                                Arrays.copyOf(member, 9),
                                                header(8, "cut in its name"),
                                                header(4, "\377\377"))
                                        .map(behind -> Arguments.of(gzip, behind)));
    }

    @Test
    void a_later_member_that_is_cut_or_changed_is_refused() {
        byte[] member = gzip(MANY);
        byte[] changed = joined(gzip(LIST), member);
        changed[changed.length - 6] ^= 1;

        for (int length : new int[] {11, member.length / 2, member.length - 1}) {
            assertUnreadable(joined(gzip(LIST), Arrays.copyOf(member, length)), "damaged");
        }
        assertUnreadable(changed, "damaged");
    }

    @Test
    void a_zip_is_read_whatever_a_file_manager_adds() throws Exception {
        byte[] zip =
                Packed.zip(
                        "lists\\a.csv",
                        LIST,
                        "Thumbs.db",
                        "t",
                        "lists\\ehthumbs.db",
                        "t",
                        "desktop.ini",
                        "[.ShellClassInfo]",
                        "lists/Desktop.ini",
                        "[.ShellClassInfo]",
                        "lists/__MACOSX/b.csv",
                        "m",
                        "~$a.xlsx",
                        "o");

        assertThat(Lists.read(zip).ids()).containsExactly("4Njp3P0STMz2c02Q");
    }

    @Test
    void what_stands_before_or_behind_a_zip_is_never_lost() {
        byte[] zip = Packed.zip("a.csv", LIST);
        byte[] text = "4Njp3P0STMz2c02R\n".getBytes(UTF_8);

        assertUnreadable(joined(zip, text), "behind the zip's end");
        assertUnreadable(joined(zip, new byte[1]), "behind the zip's end");
        assertUnreadable(joined(zip, zip), "before the zip's beginning");
        assertUnreadable(joined(Packed.gzip(joined(zip, zip))), "before the zip's beginning");
        assertUnreadable(joined(Workbook.of("", ""), text), "behind the zip's end");
    }

    @Test
    void volumes_of_a_zip_are_named() {
        byte[] zip = Packed.zip("a.csv", LIST);
        byte[] last = zip.clone();
        last[zip.length - 18] = 1;

        assertUnreadable(last, "one volume of a zip");
        assertUnreadable(
                Arrays.copyOf(joined("PK\7\b".getBytes(UTF_8), zip), zip.length), "cut off");
    }

    @Test
    void a_zip_whose_list_was_changed_is_refused() {
        byte[] zip = Packed.zip("a.csv", MANY);
        int central = new String(zip, ISO_8859_1).indexOf("PK\1\2");
        zip[central + 16] ^= 1;

        assertUnreadable(zip, "damaged");
    }

    @Test
    void documents_of_other_programs_in_a_zip_are_named() {
        assertUnreadable(Packed.zip("Index/Document.iwa", "x", "preview.jpg", "y"), ".numbers");
        assertUnreadable(Packed.zip("Index.zip", "x", "preview.jpg", "y"), ".numbers");
        assertUnreadable(
                Packed.gzip(Packed.zip("mimetype", "", "content.xml", "")), "OpenDocument");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "# nothing to release\n", "\t\n", "\u00A0\n"})
    void a_packed_list_of_nothing_is_refused_before_it_keeps_others_waiting(String nothing) {
        byte[] flood = Packed.flood(LIST, nothing, 64L << 20);

        assertThat(flood).hasSizeLessThan(1 << 20);
        assertUnreadable(flood, "no rows");
    }

    @ParameterizedTest
    @CsvSource({"'{', ' '", "'[', '\n'", "'{\"ids\":[', ' '", "'{\"more\":[0', ',0'"})
    void packed_json_of_nothing_is_refused_too(String start, String nothing) {
        assertUnreadable(Packed.flood(start, nothing, 64L << 20), "no rows");
    }

    @ParameterizedTest
    @CsvSource({"'[', 'null,'", "'id\n', 'a\n'", "'', '{}\n'"})
    void packed_rows_of_nothing_known_are_refused_before_they_are_counted(
            String start, String nothing) {
        assertUnreadable(Packed.flood(start, nothing, 8L << 20), "a million rows");
    }

    @Test
    void many_blank_lines_between_many_rows_are_read() throws Exception {
        String list = (LIST.substring(3) + "\n".repeat(4000)).repeat(10_000);

        assertThat(Lists.read(Packed.gzip(list.getBytes(UTF_8))).rows()).hasSize(10_000);
    }

    private static byte[] gzip(String text) {
        return Packed.gzip(text.getBytes(UTF_8));
    }

    private static byte[] header(int flags, String rest) {
        byte[] fixed = {0x1F, (byte) 0x8B, 8, (byte) flags, 0, 0, 0, 0, 0, 0};
        return joined(fixed, rest.getBytes(ISO_8859_1));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static void assertUnreadable(byte[] list, String words) {
        assertThatThrownBy(() -> Lists.read(list))
                .isInstanceOf(UnreadableListException.class)
                .hasMessageContaining(words);
    }
}
