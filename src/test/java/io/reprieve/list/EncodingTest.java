package io.reprieve.list;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EncodingTest {

    private static final String LIST = "Schlüssel;id\nÄ€;4Njp3P0STMz2c02Q\nö;Qü\n";

    @ParameterizedTest
    @MethodSource("encodings")
    void a_list_is_read_in_its_encoding(String mark, Charset charset) throws Exception {
        Lists.Read read = Lists.read((mark + LIST).getBytes(charset));

        assertThat(read.ids()).containsExactly("4Njp3P0STMz2c02Q");
        assertThat(read.rows().get(1).id()).isEqualTo("Qü");
        assertThat(read.problems().get(0)).contains("U+00FC");
    }

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of("", UTF_8),
                Arguments.of("\uFEFF", UTF_8),
                Arguments.of("\uFEFF", UTF_16LE),
                Arguments.of("\uFEFF", UTF_16BE),
                Arguments.of("", Charset.forName("windows-1252")));
    }

    @Test
    void json_may_be_in_any_encoding_too() throws Exception {
        assertThat(Lists.read("\uFEFF[\"4Njp3P0STMz2c02Q\"]".getBytes(UTF_16LE)).ids())
                .containsExactly("4Njp3P0STMz2c02Q");
    }

    @Test
    void a_character_across_the_end_of_the_looked_at_part_does_not_make_the_list_windows_1252()
            throws Exception {
        String padded =
                "id,note\n"
                        + "4Njp3P0STMz2c02Q,".repeat(1)
                        + "x".repeat(Limits.HEAD - 26)
                        + "€€\nQü,\n";

        assertThat(Lists.read(padded).rows().get(1).id()).isEqualTo("Qü");
    }

    @Test
    void a_malformed_byte_far_behind_does_not_refuse_the_list() throws Exception {
        String list = "id,note\n" + "4Njp3P0STMz2c02Q,x\n".repeat(5000) + "4Njp3P0STMz2c02R,ü\n";

        assertThat(Lists.read(list.getBytes(ISO_8859_1)).ids()).hasSize(5001);
    }

    @Test
    void utf_16_without_a_mark_is_refused_in_words() {
        assertThatThrownBy(() -> Lists.read("id\n4Njp3P0STMz2c02Q\n".getBytes(UTF_16LE)))
                .isInstanceOf(UnreadableListException.class)
                .hasMessageContaining("UTF-16");
    }
}
