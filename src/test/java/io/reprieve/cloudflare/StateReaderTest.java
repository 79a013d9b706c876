package io.reprieve.cloudflare;

import static io.reprieve.cloudflare.Answers.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.TestClock;
import io.reprieve.domain.Answer;
import io.reprieve.domain.MessageState.Kind;
import io.reprieve.domain.VerifyResult;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class StateReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private final StateReader reader =
            new StateReader(new AnswerReader(new TestClock(), Duration.ofSeconds(60)));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(
            resources = "states.csv",
            delimiter = '|',
            quoteCharacter = '`',
            numLinesToSkip = 1)
    void the_fields_of_a_message_tell_its_state(String fields, Kind kind, String how) {
        VerifyResult asked = reader.read(reply(200, Answers.taken(fields), "CF-Ray", "ray"), NOW);

        assertThat(asked.failure()).isNull();
        assertThat(asked.state().kind()).isEqualTo(kind);
        assertThat(asked.state().how()).isEqualTo(how == null ? "" : how);
        assertThat(asked.state().facts().cfRay()).isEqualTo("ray");
    }

    @Test
    void the_disposition_is_kept_and_nothing_of_the_content() {
        String message =
                "{\"subject\":\"Secret\",\"from\":\"a@x\",\"final_disposition\":\"SPAM\","
                        + "\"is_quarantined\":true,\"to\":[\"b@x\"]}";

        VerifyResult asked = reader.read(reply(200, Answers.taken(message)), NOW);

        assertThat(asked.state().disposition()).isEqualTo("SPAM");
        assertThat(asked.state().toString()).doesNotContain("Secret").doesNotContain("@x");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "404, codes 1234, NOT_FOUND",
        "404, codes, NOT_FOUND",
        "400, codes 1234, UNCLEAR",
        "422, codes 1234, UNCLEAR",
        "413, html, UNCLEAR"
    })
    void a_refused_question_is_an_answer_about_the_message(int status, String body, Kind kind) {
        VerifyResult asked = reader.read(reply(status, body), NOW);

        assertThat(asked.state().kind()).isEqualTo(kind);
        assertThat(asked.failure()).isNull();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "401, none, AccessRefused",
        "403, codes 10000, AccessRefused",
        "404, codes 7003, AccessRefused",
        "404, html, AccessRefused",
        "302, html, AccessRefused",
        "200, codes 10000, AccessRefused",
        "200, codes 10502, AccessRefused",
        "429, codes 971, NotStarted",
        "408, none, Unknown",
        "503, codes 1234, NotStarted",
        "500, html, Unknown",
        "503, html, Unknown",
        "200, html, Unknown",
        "200, none, Unknown",
        "200, cut, Unknown",
        "200, null, Unknown",
        "200, empty, Unknown",
        "200, codes 1234, Unknown",
        "202, none, Unknown",
        "0, none, Unknown"
    })
    void an_answer_that_tells_no_state_is_told_like_any_other(
            int status, String body, String kind) {
        VerifyResult asked = reader.read(reply(status, body), NOW);

        assertThat(asked.state()).isNull();
        assertThat(asked.failure().getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void a_page_instead_of_every_message_is_an_outage() {
        Answer failure = reader.read(reply(200, "html"), NOW).failure();

        assertThat(((Answer.Unknown) failure).outage()).isTrue();
    }

    @Test
    void asking_changes_nothing_so_a_lost_answer_can_be_asked_for_again() {
        VerifyResult asked = reader.read(new SocketTimeoutException("Read timed out"), NOW);

        assertThat(asked.failure()).isInstanceOf(Answer.NotStarted.class);
        assertThat(asked.failure().facts().words()).contains("reprieve.http.response-timeout");
    }
}
