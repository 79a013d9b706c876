package io.reprieve.practice;

import static io.reprieve.practice.PracticeClient.errorCode;
import static io.reprieve.practice.PracticeClient.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {

    private static final String FIRST = "11111111111111111111111111111111";
    private static final String SECOND = "22222222222222222222222222222222";

    private PracticeServer server;
    private PracticeClient client;

    @BeforeEach
    void start() throws Exception {
        server =
                PracticeServer.start(
                        PracticeOptions.builder()
                                .account(FIRST, "cfut_first")
                                .account(SECOND, "cfat_second")
                                .emailAndKey("ops@example.com", "cfk_key")
                                .build());
        client = new PracticeClient(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "nobody, /accounts/" + FIRST + "/email-security/investigate/4a, 403, 10000",
        "cfut_first, /accounts/" + FIRST + "/email-security/investigate/4a, 200, 0",
        "cfut_first, /accounts/" + SECOND + "/email-security/investigate/4a, 403, 10000",
        "cfut_first, /accounts/33333333333333333333333333333333/email-security/investigate, 403, 10000",
        "cfut_first, /accounts/not-an-account/email-security/investigate/4a, 404, 7003",
        "cfut_first, /accounts/" + FIRST + "/email-security/unknown, 404, 7003",
        "cfut_first, /accounts/" + FIRST + "/email-security/investigate/4a/b/c, 404, 7003",
        "cfut_first, /zones, 404, 7003",
        "cfut_first, /accounts/" + FIRST + "/email-security/investigate/release, 405, 10405",
        "cfut_first, /user/tokens/verify, 200, 0",
        "cfut_first, /accounts/" + FIRST + "/tokens/verify, 401, 1000",
        "cfat_second, /user/tokens/verify, 401, 1000",
        "cfat_second, /accounts/" + SECOND + "/tokens/verify, 200, 0",
        "cfat_second, /accounts/" + FIRST + "/tokens/verify, 401, 1000",
        "nobody, /user/tokens/verify, 401, 1000"
    })
    void a_token_opens_what_it_is_for(String token, String path, int status, int code)
            throws Exception {
        HttpResponse<String> answer = client.withToken(token).get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(errorCode(answer)).isEqualTo(code);
        assertThat(tree(answer).path("success").asBoolean()).isEqualTo(status == 200);
        assertThat(answer.headers().firstValue("CF-Ray")).isPresent();
    }

    @Test
    void a_good_verification_says_so_with_a_code_in_its_messages() throws Exception {
        HttpResponse<String> answer = client.get("/user/tokens/verify");

        assertThat(tree(answer).path("result").path("status").asText()).isEqualTo("active");
        assertThat(tree(answer).path("messages").path(0).path("code").asInt()).isEqualTo(10000);
        assertThat(answer.body()).doesNotContain("cfut_first");
    }

    @ParameterizedTest
    @CsvSource({
        "X-Auth-Email, ops@example.com, X-Auth-Key, cfk_key, 200, 0",
        "X-Auth-Email, ops@example.com, X-Auth-Key, other, 403, 9109",
        "X-Auth-Key, cfk_key, Accept, text/plain, 400, 6003",
        "Authorization, Basic xyz, Accept, text/plain, 400, 6003",
        "Accept, application/json, User-Agent, test, 400, 10001"
    })
    void the_older_pair_opens_every_account(
            String name, String value, String other, String otherValue, int status, int code)
            throws Exception {
        for (String account : new String[] {FIRST, SECOND}) {
            String address =
                    server.baseUrl() + "/accounts/" + account + "/email-security/investigate/4a";
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(address))
                                    .header(name, value)
                                    .header(other, otherValue));

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(errorCode(answer)).isEqualTo(code);
        }
    }

    @Test
    void a_rotated_token_takes_the_place_of_the_old_one_at_once() throws Exception {
        server.changeToken(FIRST, "cfut_rotated");

        assertThat(client.release("4a").statusCode()).isEqualTo(403);
        assertThat(client.withToken("cfut_rotated").release("4a").statusCode()).isEqualTo(200);
        assertThat(server.timesReleased("4a")).isOne();
    }

    @Test
    void a_recorded_call_tells_that_credentials_came_but_not_which() throws Exception {
        client.release("4a");

        RecordedCall call = server.releaseCalls().get(0);
        assertThat(call.headers()).containsEntry("authorization", RecordedCall.HIDDEN);
        assertThat(call.toString()).doesNotContain("cfut_first");
        assertThat(call.accountId()).isEqualTo(FIRST);
    }
}
