package io.reprieve.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.domain.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkbookTest {

    private static final String SHARED =
            "<sst><si><t>Investigate ID</t></si><si><r><t>4Njp3P0</t></r><r><t>STMz2c02Q</t></r></si></sst>";

    @Test
    void the_first_sheet_with_rows_is_read_with_the_sheets_row_numbers() throws Exception {
        byte[] workbook =
                Workbook.of(
                        SHARED,
                        "",
                        "<row r='2'><c r='B2' t='inlineStr'><is><t># note</t></is></c></row>"
                                + "<row r='3'><c r='A3' t='inlineStr'><is><t>Nr</t></is></c><c r='C3' t='s'><v>0</v></c>"
                                + "<c r='D3' t='inlineStr'><is><t>Account</t></is></c></row>"
                                + "<row r='5'><c r='A5'><v>1</v></c><c r='C5' t='s'><v>1</v></c>"
                                + "<c r='D5' t='inlineStr'><is><t>acme</t></is></c></row>"
                                + "<row r='6'><c r='A6' s='1'/></row>"
                                + "<row r='7'><c r='A7'><v>2</v></c></row>"
                                + "<row r='8'><c r='C8'><v>4.51234567890123E15</v></c></row>"
                                + "<row r='9'><c r='C9'><v>4711</v></c></row>"
                                + "<row r='10'><c r='C10' t='e'><v>#REF!</v></c></row>"
                                + "<row r='11'><c r='C11' t='str'><f>A1</f><v>4Njp3P0STMz2c02R</v></c></row>");

        Lists.Read read = Lists.read(workbook);

        assertThat(read.facts().format()).isEqualTo("Excel, sheet 2");
        assertThat(read.rows()).extracting(Row::line).containsExactly(5L, 7L, 8L, 9L, 10L, 11L);
        assertThat(read.ids()).containsExactly("4Njp3P0STMz2c02Q", "4Njp3P0STMz2c02R");
        assertThat(read.rows().get(0).account()).isEqualTo("acme");
        assertThat(read.problems().get(0)).contains("empty");
        assertThat(read.problems().get(1)).contains("damaged");
        assertThat(read.problems().get(2)).contains("does not look like an id");
        assertThat(read.problems().get(3)).contains("error");
    }

    @Test
    void a_single_column_needs_no_heading() throws Exception {
        assertThat(
                        Lists.read(
                                        Workbook.of(
                                                "",
                                                text("4Njp3P0STMz2c02Q")
                                                        + text("4Njp3P0STMz2c02R")))
                                .rows())
                .extracting(Row::line)
                .containsExactly(1L, 2L);
    }

    @Test
    void a_workbook_without_rows_is_a_list_without_rows() throws Exception {
        assertThat(Lists.read(Workbook.of("", "")).rows()).isEmpty();
    }

    @Test
    void a_sheet_without_a_usable_column_names_its_headings() {
        assertUnreadable(
                Workbook.of(
                        "",
                        "<row><c t='inlineStr'><is><t>Nr</t></is></c><c t='inlineStr'><is><t>Message ID</t></is></c></row>"),
                "Nr, Message ID");
    }

    @Test
    void a_workbook_can_be_gzipped_or_zipped_and_leaves_no_file_behind() throws Exception {
        byte[] workbook = Workbook.of("", text("4Njp3P0STMz2c02Q"));
        long before = temporaryFiles();

        assertThat(Lists.read(Packed.gzip(workbook)).ids()).hasSize(1);
        assertThat(Lists.read(Packed.zip(Map.of("a.xlsx", workbook))).ids()).hasSize(1);
        assertUnreadable(Arrays.copyOf(workbook, workbook.length - 40), "cut off");

        assertThat(temporaryFiles()).isEqualTo(before);
    }

    @Test
    void a_workbook_made_to_fill_the_memory_is_refused() {
        assertUnreadable(
                Workbook.of(SHARED, "<row><c t='s'><v>2000000000</v></c></row>"),
                "text is missing");
        assertUnreadable(
                Workbook.of("", "<row><c r='ZZZZZZ1'><v>1</v></c></row>"), "outside every sheet");
        assertUnreadable(Workbook.of("", text("x".repeat(3_000_000))), "2 MiB");
        assertUnreadable(
                Workbook.of("", "<row>" + "<c><v>1234567890</v></c>".repeat(250_000) + "</row>"),
                "outside every sheet");
        assertUnreadable(
                Workbook.of(
                        "<sst><si><t>" + "x".repeat(50_000) + "</t></si></sst>",
                        "<row>" + "<c t='s'><v>0</v></c>".repeat(100) + "</row>"),
                "row of more than");
        assertUnreadable(
                Workbook.of("<sst>" + "<si/>".repeat(5_000_000) + "</sst>", text("a")),
                "fit the memory");
        assertUnreadable(
                Workbook.of(
                        "<sst>"
                                + ("<si><t>" + "x".repeat(6_000) + "</t></si>").repeat(20_000)
                                + "</sst>",
                        text("a")),
                "fit the memory");
    }

    @Test
    void a_workbook_made_to_keep_a_parser_busy_is_refused() {
        String row = "<row a='b'/>";

        assertUnreadable(Workbook.of("", "<row" + attributes(300) + "/>"), "200 attributes");
        assertUnreadable(
                Workbook.of("", "<!-- ' > --><row x='>'" + attributes(300) + "/>"),
                "200 attributes");
        assertUnreadable(
                Workbook.of("", "<![CDATA[ \" ]]><row" + attributes(300) + "/>"), "200 attributes");
        assertUnreadable(Workbook.of("<sst" + attributes(300) + "/>", row), "200 attributes");
        assertUnreadable(Workbook.of("", "<row>".repeat(200)), "layers of elements");
        assertUnreadable(Workbook.of("", numbered("<row><x%d/></row>", 20_000)), "kinds or layers");
        assertUnreadable(Workbook.of("", numbered("<row b%d='1'/>", 20_000)), "kinds or layers");
        assertUnreadable(Workbook.of("", row.repeat(1_100_000)), "row outside every sheet");
        assertUnreadable(
                Workbook.of("", "<row><c/><c/><c/><c/></row>".repeat(1_000_000).repeat(2)),
                "sheet");
        assertUnreadable(
                Workbook.of("", "", "<!-- nothing to be seen here -->".repeat(1 << 20)), "no rows");
        assertUnreadable(
                Workbook.with("xl/workbook.xml", "<workbook>" + " ".repeat(40 << 20)), "2 MiB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[Content_Types].xml",
                "_rels/.rels",
                "xl/workbook.xml",
                "xl/_rels/workbook.xml.rels",
                "xl/worksheets/sheet1.xml",
                "xl/sharedStrings.xml"
            })
    void whatever_part_is_damaged_the_workbook_is_refused_in_words(String part) {
        String laughs =
                "<!DOCTYPE l [<!ENTITY a 'lollollol'><!ENTITY b '&a;&a;&a;'>]><Types a='&b;'>&b;</Types>";
        String entity = "<!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><Types>&a;</Types>";
        for (String content :
                List.of(
                        "",
                        " ",
                        "no XML",
                        "<?xml version='1.0'?><Types><Default Extension='rel",
                        "<Types>",
                        "<Types></Type>",
                        "<Types>&a;</Types>",
                        "<Types a='1' a='2'/>",
                        "<a:Types/>",
                        "<Types>\0</Types>",
                        "<?xml version='1.0' encoding='EBCDIC-CP-US'?><Types/>",
                        "<?xml version='1.0' encoding='nonsense'?><Types/>",
                        "\uFFFE<Types/>",
                        laughs,
                        entity)) {
            assertUnreadable(Workbook.with(part, content), "workbook");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"})
    void a_workbook_without_a_part_that_it_needs_is_no_list(String part) {
        assertUnreadable(Workbook.with(part, null), "");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatever_bytes_of_a_workbook_are_changed_it_is_read_or_refused_and_nothing_else(long seed)
            throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        String sheet = Workbook.sheet("<cols><col min='1'/></cols>", text("a") + text("b"), "");
        char[] changed = sheet.toCharArray();
        for (int i = random.nextInt(4); i >= 0; i--) {
            changed[random.nextInt(changed.length)] =
                    "<>'\"/=&;!-[]\0a1 ".charAt(random.nextInt(16));
        }
        byte[] workbook =
                Workbook.of(SHARED, List.of(new Workbook.Sheet("S", "", String.valueOf(changed))));
        byte[] broken = workbook.clone();
        broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
        for (byte[] bytes : List.of(workbook, broken)) {
            try {
                assertThat(Lists.read(bytes).rows()).hasSizeLessThan(4);
            } catch (UnreadableListException refused) {
                assertThat(refused).hasMessageContaining(".");
            }
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static String attributes(int count) {
        return numbered(" a%d='1'", count);
    }

    private static String numbered(String pattern, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> pattern.replace("%d", String.valueOf(i)))
                .collect(Collectors.joining());
    }

    @Test
    void damaged_sheets_are_refused_in_words() {
        assertUnreadable(Workbook.of(SHARED, "<row><c t='s'><v>x</v></c></row>"), "CSV");
        assertUnreadable(Workbook.of("", "<row r='x'><c><v>1</v></c></row>"), "damaged");
        assertUnreadable(Workbook.of("", "<row><c><v>1</v></row>"), "damaged");
    }

    @Test
    void documents_of_other_programs_are_named() {
        assertUnreadable(Packed.zip("[Content_Types].xml", "", "word/document.xml", ""), "Word");
        assertUnreadable(Packed.zip("mimetype", "", "content.xml", ""), "OpenDocument");
        assertUnreadable(Packed.zip("[Content_Types].xml", "", "xl/workbook.bin", ""), ".xlsb");
    }

    private static String text(String text) {
        return "<row><c t='inlineStr'><is><t>" + text + "</t></is></c></row>";
    }

    private static long temporaryFiles() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith("reprieve-list-"))
                    .count();
        }
    }

    private static void assertUnreadable(byte[] list, String words) {
        assertThatThrownBy(() -> Lists.read(list))
                .isInstanceOf(UnreadableListException.class)
                .hasMessageContaining(words);
    }
}
