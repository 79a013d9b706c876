package io.reprieve.practice;

import static io.reprieve.practice.PracticeClient.errorCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.TestClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

    private final TestClock clock = new TestClock();

    @Test
    void every_answer_says_what_is_left_until_when() throws Exception {
        try (PracticeServer server = start("3/10s")) {
            PracticeClient client = new PracticeClient(server);

            assertThat(header(client.release("4a"), "Ratelimit")).isEqualTo("\"default\";r=2;t=10");
            clock.advance(Duration.ofSeconds(4));
            HttpResponse<String> second = client.message("4a");
            assertThat(header(second, "Ratelimit")).isEqualTo("\"default\";r=1;t=6");
            assertThat(header(second, "Ratelimit-Policy")).isEqualTo("\"default\";q=3;w=10");
        }
    }

    @Test
    void one_call_too_many_is_refused_and_so_is_every_other_for_a_whole_window() throws Exception {
        try (PracticeServer server = start("2/10s")) {
            PracticeClient client = new PracticeClient(server);
            client.release("4a");
            client.get("/user/tokens/verify");
            clock.advance(Duration.ofSeconds(5));

            HttpResponse<String> refused = client.release("4b");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(errorCode(refused)).isEqualTo(971);
            assertThat(header(refused, "Retry-After")).isEqualTo("10");
            assertThat(header(refused, "Ratelimit")).isEqualTo("\"default\";r=0;t=10");
            clock.advance(Duration.ofMillis(9_500));
            assertThat(header(client.release("4b"), "Retry-After")).isEqualTo("1");
            assertThat(server.timesReleased("4b")).isZero();

            clock.advance(Duration.ofMillis(500));
            assertThat(client.release("4b").statusCode()).isEqualTo(200);
            assertThat(server.releaseCalls())
                    .extracting(RecordedCall::status)
                    .containsExactly(200, 429, 429, 200);
        }
    }

    @Test
    void each_credential_has_a_budget_of_its_own() throws Exception {
        String other = "22222222222222222222222222222222";
        try (PracticeServer server =
                PracticeServer.start(
                        PracticeOptions.builder()
                                .clock(clock)
                                .rateLimit(RateLimit.parse("1/10s"))
                                .account(PracticeOptions.DEFAULT_ACCOUNT_ID, "one")
                                .account(other, "two")
                                .build())) {
            PracticeClient client = new PracticeClient(server);

            assertThat(client.release("4a").statusCode()).isEqualTo(200);
            assertThat(client.release("4a").statusCode()).isEqualTo(429);
            assertThat(client.withToken("two").get("/user/tokens/verify").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void without_a_limit_nothing_is_said_of_one() throws Exception {
        try (PracticeServer server = start("off")) {
            assertThat(new PracticeClient(server).release("4a").headers().firstValue("Ratelimit"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void no_window_holds_more_calls_than_allowed_wherever_it_begins(long seed) {
        RateMeter meter = new RateMeter(RateLimit.parse("20/1s"));
        Random random = new Random(seed);
        List<Long> allowed = new ArrayList<>();
        long now = 0;
        for (int call = 0; call < 20_000; call++) {
            now += random.nextInt(100) * random.nextInt(2);
            if (meter.call(now).allowed()) {
                allowed.add(now);
            }
        }
        for (int i = 20; i < allowed.size(); i++) {
            assertThat(allowed.get(i) - allowed.get(i - 20)).isGreaterThanOrEqualTo(1000);
        }
        assertThat(allowed).hasSizeGreaterThan(1000);
    }

    @ParameterizedTest
    @CsvSource({"1200/5m", "off", "1/500ms", "10/90s"})
    void a_limit_is_written_as_it_is_read(String text) {
        assertThat(RateLimit.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1200", "0/5m", "-1/5m", "1200/", "1200/5", "x/5m", "1/0ms"})
    void a_limit_that_is_none_is_refused_in_words(String text) {
        assertThatThrownBy(() -> RateLimit.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(".*(write for example|at least 1ms).*");
    }

    private PracticeServer start(String limit) throws Exception {
        return PracticeServer.start(
                PracticeOptions.builder().clock(clock).rateLimit(RateLimit.parse(limit)).build());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
