package io.reprieve.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("token");
    }

    @Test
    void a_literal_is_itself_and_never_changes() {
        var secret = Secret.of("s3cret");

        assertThat(secret.value()).isEqualTo("s3cret");
        assertThat(secret.reload()).isFalse();
        assertThat(secret).hasToString("********");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "one\n", "  one \r\ntwo\n", "\uFEFFone\n", "one\rtwo"})
    void the_first_line_of_a_file_counts_without_blanks(String content) throws IOException {
        Files.writeString(file, content);

        var secret = Secret.of("file:" + file);

        assertThat(secret.value()).isEqualTo("one");
        assertThat(secret).hasToString("file:" + file);
    }

    @Test
    void a_file_is_read_again_only_when_asked() throws IOException {
        Files.writeString(file, "one");
        var secret = Secret.of("file:" + file);
        Files.writeString(file, "two\n");
        assertThat(secret.value()).isEqualTo("one");

        assertThat(secret.reload()).isTrue();
        assertThat(secret.value()).isEqualTo("two");
        assertThat(secret.reload()).isFalse();
    }

    @Test
    void a_file_that_is_gone_keeps_the_last_good_value() throws IOException {
        Files.writeString(file, "one");
        var secret = Secret.of("file:" + file);
        Files.delete(file);

        assertThatThrownBy(secret::reload)
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("does not exist");
        assertThat(secret.value()).isEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "   \nsecond", "a\tb", "a\0b"})
    void an_empty_line_or_control_characters_are_refused_without_showing_them(String content)
            throws IOException {
        Files.writeString(file, content);

        assertThatThrownBy(() -> Secret.of("file:" + file))
                .isInstanceOf(SecretException.class)
                .hasMessageStartingWith("the first line of " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "s3cret\nmore", "s3cret\u0085"})
    void a_literal_is_refused_for_the_same_reasons(String text) {
        assertThatThrownBy(() -> Secret.of(text))
                .isInstanceOf(SecretException.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_huge_file_is_not_read_into_memory() throws IOException {
        Files.write(file, "x".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII));

        assertThat(Secret.of("file:" + file).value()).hasSizeLessThan(100_000);
    }
}
