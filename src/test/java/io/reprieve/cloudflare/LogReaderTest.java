package io.reprieve.cloudflare;

import static io.reprieve.cloudflare.Answers.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.MessageState;
import io.reprieve.domain.MessageState.Kind;
import io.reprieve.domain.ResponseInfo;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogReaderTest {
    private final LogReader reader =
            new LogReader(new AnswerReader(Clock.systemUTC(), Duration.ofSeconds(60)));

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    [{"operation":"RELEASE","success":true}] | RELEASED | a release that succeeded
                    [{"operation":"QUARANTINE_RELEASE","status":"OK"}] | RELEASED | that succeeded
                    [{"operation":"RELEASE","status":"completed","success":null}] | RELEASED | that succeeded
                    [{"operation":"RELEASE","success":false},{"operation":"RELEASE","success":true}] | RELEASED | that succeeded
                    [{"operation":"RELEASE","status":"OK","success":false}] | NOT_QUARANTINED | no release in its action log succeeded
                    [{"operation":"RELEASE","success":null,"properties":{"a":[1]}}] | NOT_QUARANTINED | no release in its action log succeeded
                    [{"operation":"MOVE","success":true},7] | NOT_QUARANTINED | its action log has no release
                    [] | NOT_QUARANTINED | its action log has no release
                    null | NOT_QUARANTINED | could not be read
                    """)
    void only_a_release_that_succeeded_counts(String log, Kind kind, String words) {
        MessageState state = reader.read(reply(200, Answers.taken(log)), state());

        assertThat(state.kind()).isEqualTo(kind);
        assertThat(state.how()).startsWith("is_quarantined=false, ").contains(words);
    }

    @ParameterizedTest
    @CsvSource({"404, codes 1234", "500, html", "200, html", "403, codes 10000", "429, codes 971"})
    void a_log_that_cannot_be_read_leaves_the_state_as_it_is(int status, String body) {
        MessageState state = reader.read(reply(status, body), state());

        assertThat(state.kind()).isEqualTo(Kind.NOT_QUARANTINED);
        assertThat(state.how()).contains("could not be read");
    }

    private static MessageState state() {
        return new MessageState(
                Kind.NOT_QUARANTINED, "SPAM", "is_quarantined=false", ResponseInfo.NONE);
    }
}
