package io.reprieve.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.FreePort;
import io.reprieve.cloudflare.AccessCheck.Finding;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AccessCheckTest {
    private static final Map<String, String> TOKEN = Map.of("Authorization", "Bearer made-up");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "active, true, active",
        "disabled, false, is disabled",
        "expired, false, has expired",
        "asleep, false, not active"
    })
    void the_status_of_a_token_counts_and_not_only_that_it_is_known(
            String status, boolean good, String words) throws IOException {
        String body =
                "{\"result\":{\"id\":\"x\",\"status\":\""
                        + status
                        + "\"},\"success\":true,\"errors\":[],\"messages\":[{\"code\":10000}]}";
        try (RawServer server = new RawServer(answer(body))) {
            Finding finding = check(server.address()).token("0".repeat(32), TOKEN);

            assertThat(finding.isGood()).isEqualTo(good);
            assertThat(finding.isRefused()).isEqualTo(!good);
            assertThat(finding.words()).contains(words);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_name_that_does_not_exist_is_told_from_a_host_that_refuses() throws IOException {
        int port = FreePort.next();

        assertThat(check("http://no-such-host.invalid").account("0", TOKEN).words())
                .contains("DNS");
        assertThat(check("http://localhost:" + port).account("0", TOKEN).words())
                .contains("refuses connections");
    }

    private static AccessCheck check(String address) {
        return new AccessCheck(
                URI.create(address),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                new HttpClientRules("Reprieve/test", Duration.ofSeconds(5), null),
                Clock.systemUTC());
    }

    private static byte[] answer(String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }
}
