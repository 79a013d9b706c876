package io.reprieve.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.TestClock;
import io.reprieve.domain.Answer;
import io.reprieve.settings.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoedSecretTest {
    private static final String TOKEN = "0aJk-olderTokenWithoutAnyPrefix_77";
    private final AnswerReader reader = new AnswerReader(new TestClock(), Duration.ofSeconds(60));

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"success\":false,\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}",
                "<html>%s %s</html>",
                "%s %s",
            })
    void a_token_that_an_answer_repeats_is_in_nothing_that_is_kept(String body) {
        Secret.of(TOKEN);

        Answer answer = read(body.replace("%s", TOKEN), TOKEN);

        assertThat(answer.facts().toString()).doesNotContain(TOKEN).contains("…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Zq/81+kWpL0vX2sTn7", "Zq%2F81%2BkWpL0vX2sTn7", "WnEvODEra1dwTDB2WDJzVG43"})
    void a_token_is_known_in_the_forms_that_it_travels_in(String form) {
        Secret.of("Zq/81+kWpL0vX2sTn7");

        assertThat(read("bad: " + form, "ray").facts().words()).contains("bad: …");
    }

    @Test
    void a_token_that_was_read_again_is_masked_like_the_one_before() throws IOException {
        Path file = folder.resolve("token");
        Files.writeString(file, "firstTokenBeforeTheRotation");
        Secret secret = Secret.of("file:" + file);
        Files.writeString(file, "secondTokenAfterTheRotation");
        secret.reload();

        Answer answer = read("firstTokenBeforeTheRotation secondTokenAfterTheRotation", "ray");

        assertThat(answer.facts().words()).doesNotContain("Rotation");
    }

    private Answer read(String body, String ray) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return reader.read(new Reply(400, Map.of("CF-Ray", ray), new ByteArrayInputStream(bytes)));
    }
}
