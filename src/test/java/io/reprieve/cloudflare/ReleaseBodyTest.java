package io.reprieve.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprieve.domain.BodyForm;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReleaseBodyTest {
    private static final String ACCOUNT = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ARRAY | ["4Njp3P-2024-01-05T10:00:00-1","B"]
                    IDS   | {"ids":["4Njp3P-2024-01-05T10:00:00-1","B"]}
                    """)
    void both_forms_are_as_published(BodyForm form, String json) {
        List<String> ids = List.of("4Njp3P-2024-01-05T10:00:00-1", "B");

        assertThat(ReleaseBody.of(ids, form)).asString().isEqualTo(json);
    }

    @ParameterizedTest
    @EnumSource
    void any_id_arrives_as_it_is(BodyForm form) throws IOException {
        List<String> ids = new ArrayList<>();
        IntStream.range(0, 0x250).forEach(c -> ids.add("a" + Character.toString(c) + "b"));
        ids.addAll(List.of("\u2028", "😀", "\\\"", "", "</script>"));

        JsonNode root = new ObjectMapper().readTree(ReleaseBody.of(ids, form));

        JsonNode array = form == BodyForm.ARRAY ? root : root.get("ids");
        List<String> read = new ArrayList<>();
        array.forEach(node -> read.add(node.textValue()));
        assertThat(read).isEqualTo(ids);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '`',
            textBlock =
                    """
                    4Njp3P0STMz2c02Q-2024-01-05T10:00:00-1, 4Njp3P0STMz2c02Q-2024-01-05T10:00:00-1
                    a/b, a%2Fb
                    a?b#c, a%3Fb%23c
                    ../x, ..%2Fx
                    a b+c, a%20b%2Bc
                    100%, 100%25
                    a;b=c&d@e, a%3Bb%3Dc%26d%40e
                    ü, %C3%BC
                    😀, %F0%9F%98%80
                    ~._-:, ~._-:
                    """)
    void an_id_is_one_segment_of_a_path(String id, String segment) {
        String path = Api.message(ACCOUNT, id);

        assertThat(path)
                .isEqualTo("/accounts/" + ACCOUNT + "/email-security/investigate/" + segment);
        assertThat(URI.create("https://api.example.com" + path).getRawPath()).isEqualTo(path);
        assertThat(URLDecoder.decode(segment, StandardCharsets.UTF_8)).isEqualTo(id);
    }

    @Test
    void the_release_call_is_where_it_is_published() {
        assertThat(Api.release(ACCOUNT))
                .isEqualTo("/accounts/" + ACCOUNT + "/email-security/investigate/release");
    }
}
