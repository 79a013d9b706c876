package io.reprieve.cloudflare;

import static io.reprieve.cloudflare.Answers.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.TestClock;
import io.reprieve.domain.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerReaderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private final TestClock clock = new TestClock();
    private final AnswerReader reader = new AnswerReader(clock, TIMEOUT);

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvFileSource(
            resources = "answers.csv",
            delimiter = '|',
            numLinesToSkip = 1,
            ignoreLeadingAndTrailingWhitespace = true)
    void an_answer_means(int status, String body, String retryAfter, String meaning) {
        Reply reply =
                retryAfter == null
                        ? reply(status, body)
                        : reply(status, body, "retry-after", retryAfter);

        assertThat(meaning(reader.read(reply))).isEqualTo(meaning);
    }

    @ParameterizedTest(name = "{0}, sent {1}: {2}")
    @MethodSource
    void a_failure_without_an_answer_means(Throwable failure, boolean sent, String meaning) {
        assertThat(meaning(reader.read(failure, sent))).isEqualTo(meaning);
        Answer wrapped = reader.read(new RuntimeException(new IOException(failure)), sent);
        assertThat(meaning(wrapped)).isEqualTo(meaning);
    }

    static Stream<Arguments> a_failure_without_an_answer_means() {
        String lost = "Unknown outage";
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), false, "NotStarted"),
                Arguments.of(new HttpHostConnectException("refused"), false, "NotStarted"),
                Arguments.of(new ConnectTimeoutException("slow"), false, "NotStarted"),
                Arguments.of(new UnknownHostException("api"), false, "NotStarted"),
                Arguments.of(new NoRouteToHostException(), false, "NotStarted"),
                Arguments.of(new SSLHandshakeException("expired"), false, "NotStarted"),
                Arguments.of(new SSLPeerUnverifiedException("name"), false, "NotStarted"),
                Arguments.of(new SocketException("Connection reset"), false, "NotStarted"),
                Arguments.of(new SocketTimeoutException("Read timed out"), false, "NotStarted"),
                Arguments.of(new SocketException("Connection reset"), true, lost),
                Arguments.of(new NoHttpResponseException("closed"), true, lost),
                Arguments.of(new SSLException("closed"), true, lost),
                Arguments.of(new IOException((String) null), true, lost),
                Arguments.of(new IllegalStateException("?"), true, lost),
                Arguments.of(
                        new SocketTimeoutException("Read timed out"),
                        true,
                        "Unknown timed-out outage"));
    }

    @Test
    void a_failure_names_the_setting_that_bounds_it() {
        assertThat(words(new ConnectTimeoutException("x")))
                .contains("reprieve.http.connect-timeout");
        assertThat(words(new SocketTimeoutException("x")))
                .contains("reprieve.http.response-timeout");
        assertThat(words(new UnknownHostException("x"))).contains("DNS");
    }

    @Test
    void results_and_the_ray_of_a_taken_call_are_read() {
        String body =
                "[{\"id\":\"A-1\",\"postfix_id\":\"A\",\"delivered\":[\"a@x\",\"b@x\"],"
                        + "\"undelivered\":[\"c@x\"],\"failed\":[\"d@x\"]},"
                        + "{\"id\":null,\"postfix_id\":\"B\",\"delivered\":null,\"failed\":[]},"
                        + "{\"id\":\"C-1\",\"delivered\":\"a@x\",\"undelivered\":[\"\",\" \"],\"failed\":{\"a\":1},\"new\":[[1]]},"
                        + "{\"id\":{\"a\":1},\"delivered\":[null,[\"n@x\"],7]},"
                        + "null,7,\"x\",[{\"id\":\"D-1\"}],{}]";

        Answer answer = reader.read(reply(200, Answers.taken(body), "cf-ray", "8f-FRA"));

        Answer.Taken taken = (Answer.Taken) answer;
        assertThat(taken.facts().cfRay()).isEqualTo("8f-FRA");
        assertThat(taken.facts().httpStatus()).isEqualTo(200);
        assertThat(taken.results())
                .extracting(Answer.Result::id)
                .containsExactly("A-1", null, "C-1", null, null);
        assertThat(taken.results())
                .extracting(Answer.Result::postfixId)
                .containsExactly("A", "B", null, null, null);
        assertThat(taken.results().get(0).recipients().delivered()).containsExactly("a@x", "b@x");
        assertThat(taken.results().get(0).recipients().undelivered()).containsExactly("c@x");
        assertThat(taken.results().get(0).recipients().failed()).containsExactly("d@x");
        assertThat(taken.results().get(1).recipients().isEmpty()).isTrue();
        assertThat(taken.results().get(2).recipients().isEmpty()).isTrue();
        assertThat(taken.results().get(3).recipients().delivered()).containsExactly("7");
    }

    @Test
    void what_was_said_is_kept_for_the_report() {
        Answer told = reader.read(reply(400, "codes 1234 99", "CF-RAY", "ray"));
        assertThat(told.facts().describe()).isEqualTo("HTTP 400, code 1234: told");
        assertThat(told.facts().cfRay()).isEqualTo("ray");

        Answer page = reader.read(reply(502, "html"));
        assertThat(page.facts().words())
                .contains("a page of a gateway or firewall, not an answer of the API")
                .contains("502 Bad gateway");
        Answer.AccessRefused wall = (Answer.AccessRefused) reader.read(reply(403, "html"));
        assertThat(wall.advice()).startsWith("A page of a gateway or firewall");
    }

    @Test
    void an_answer_without_an_end_is_left_at_its_bound() {
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return ' ';
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        java.util.Arrays.fill(bytes, offset, offset + length, (byte) ' ');
                        return length;
                    }
                };

        Answer answer = reader.read(new Reply(200, Map.of(), endless));

        assertThat(meaning(answer)).isEqualTo("Unknown outage");
        assertThat(answer.facts().words()).contains("larger than 32 MB");
    }

    @Test
    void an_answer_that_drips_is_left_when_its_time_is_over() {
        InputStream slow =
                new InputStream() {
                    @Override
                    public int read() {
                        clock.advance(Duration.ofSeconds(1));
                        return ' ';
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        bytes[offset] = (byte) read();
                        return 1;
                    }
                };

        Answer answer = reader.read(new Reply(200, Map.of(), slow));

        assertThat(meaning(answer)).isEqualTo("Unknown timed-out outage");
        assertThat(clock.instant()).isEqualTo(TestClock.START.plusSeconds(61));
    }

    @Test
    void the_budget_is_read_from_its_header() {
        Reply reply = reply(200, "ok", "ratelimit", "\"default\";r=50;t=30");

        assertThat(reader.readRateHint(reply).left()).isEqualTo(50);
        assertThat(reader.readRateHint(reply(200, "ok"))).isNull();
    }

    private String words(Throwable failure) {
        return reader.read(failure, true).facts().words();
    }

    private static String meaning(Answer answer) {
        if (answer instanceof Answer.Taken taken) {
            return "Taken " + taken.results().size();
        }
        if (answer instanceof Answer.Refused refused) {
            return "Refused " + refused.cause();
        }
        if (answer instanceof Answer.AccessRefused refused) {
            return "AccessRefused" + (refused.lockedOut() ? " locked-out" : "");
        }
        if (answer instanceof Answer.NotStarted not) {
            return "NotStarted"
                    + (not.rateLimited() ? " rate-limited" : "")
                    + (not.retryAfter() == null ? "" : " " + not.retryAfter().toSeconds());
        }
        Answer.Unknown unknown = (Answer.Unknown) answer;
        return "Unknown"
                + (unknown.timedOut() ? " timed-out" : "")
                + (unknown.outage() ? " outage" : "");
    }
}
