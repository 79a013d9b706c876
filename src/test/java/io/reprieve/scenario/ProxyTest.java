package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.crash.Program;
import io.reprieve.domain.Outcome;
import io.reprieve.practice.PracticeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls through a proxy, by the service and by check, with a login and without. */
class ProxyTest {
    private static final List<String> IDS = Ids.plain(30);
    private static final String ELSEWHERE = "https://api.example.test/client/v4";

    @TempDir Path folder;
    private TestProxy proxy;

    @BeforeEach
    void start() throws Exception {
        proxy = TestProxy.start();
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
    }

    @Test
    void the_service_releases_and_looks_and_tells_webhooks_through_it_with_a_login()
            throws Exception {
        proxy.asking("anna:p w:1");
        Path password = Files.writeString(folder.resolve("password"), "p w:1\n");
        try (Receiver receiver = Receiver.start();
                Rehearsal rehearsal =
                        Rehearsal.start(
                                folder.resolve("data"),
                                "reprieve.http.proxy",
                                proxy.address(),
                                "reprieve.http.proxy-user",
                                "anna",
                                "reprieve.http.proxy-password",
                                "file:" + password,
                                "reprieve.notify.webhook.url",
                                "http://127.0.0.1:" + receiver.port() + "/hook")) {
            List<String> ids = new ArrayList<>(IDS);
            ids.add("unknown-1a2b");
            rehearsal.release("a.csv", ids);

            await().until(() -> !receiver.posts().isEmpty());
            assertThat(proxy.heads())
                    .anyMatch(head -> head.startsWith("POST " + rehearsal.cloudflare().baseUrl()))
                    .anyMatch(head -> head.contains("/hook "));
            IDS.forEach(id -> assertThat(rehearsal.cloudflare().timesReleased(id)).isOne());
        }
    }

    @Test
    void nothing_is_in_doubt_while_it_refuses_and_all_goes_on_once_it_does_not() throws Exception {
        proxy.answering(407);
        try (Rehearsal rehearsal =
                Rehearsal.start(folder.resolve("data"), "reprieve.http.proxy", proxy.address())) {
            rehearsal.folder().drop("a.csv", IDS);
            await().until(() -> proxy.heads().size() > 2);
            assertThat(proxy.heads()).allMatch(head -> head.startsWith("POST "));
            assertThat(rehearsal.cloudflare().calls()).isEmpty();

            proxy.answering(0);

            rehearsal.folder().awaitReport("a.csv").allWere(Outcome.RELEASED);
            rehearsal.checkReleasedOnce(IDS);
            assertThat(proxy.heads()).allMatch(head -> head.startsWith("POST "));
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "HTTPS_PROXY, 0, the certificate is of an authority",
        "https_proxy, 0, the certificate is of an authority",
        "HTTPS_PROXY, 407, asks for a user and password (HTTP 407); set reprieve.http.proxy-user",
        "HTTPS_PROXY, 403, does not let this call through (HTTP 403)",
        "HTTPS_PROXY, 503, cannot reach the other side (HTTP 503)"
    })
    void check_takes_it_from_the_environment_and_says_whose_fault_it_is(
            String variable, int status, String words) throws Exception {
        try (TestTlsServer origin =
                TestTlsServer.start(TestCertificate.make(folder, "api.example.test"))) {
            proxy.answering(status).tunnelsTo(origin.port());

            String said = check(Map.of(variable, proxy.address()));

            assertThat(said)
                    .contains("calls go through the proxy 127.0.0.1:" + proxy.port())
                    .contains(words)
                    .doesNotContain("Cloudflare refuses");
            assertThat(proxy.heads())
                    .isNotEmpty()
                    .allMatch(head -> head.startsWith("CONNECT api.example.test:443 "));
        }
    }

    @Test
    void a_login_in_the_variable_is_used_for_the_proxy_and_never_shown() throws Exception {
        proxy.asking("anna:pa$$word1").tunnelsTo(1);

        String said =
                check(Map.of("HTTPS_PROXY", "http://anna:pa%24%24word1@127.0.0.1:" + proxy.port()));

        assertThat(proxy.heads()).anyMatch(head -> head.contains("Proxy-Authorization: Basic "));
        assertThat(said).doesNotContain("pa$$word1").doesNotContain("pa%24");

        assertThat(check(Map.of("HTTPS_PROXY", "http://anna:wrong1@127.0.0.1:" + proxy.port())))
                .contains("does not accept the user and password (HTTP 407)")
                .doesNotContain("wrong1");
    }

    @Test
    void one_that_is_not_there_is_told_as_such() throws Exception {
        proxy.close();

        assertThat(check(Map.of("HTTPS_PROXY", proxy.address())))
                .contains(
                        "the proxy 127.0.0.1:"
                                + proxy.port()
                                + " (reprieve.http.proxy) is not reachable: it refuses connections");
    }

    @Test
    void exceptions_and_this_machine_itself_are_called_without_it() throws Exception {
        assertThat(check(Map.of("HTTPS_PROXY", proxy.address(), "NO_PROXY", "example.test")))
                .contains("DNS")
                .doesNotContain("calls go through");
        try (PracticeServer cloudflare =
                        PracticeServer.start(Rehearsal.cloudflareWithoutLimit().build());
                Program program =
                        Program.start(
                                folder,
                                Program.quickSettings(folder.resolve("data"), cloudflare),
                                Map.of("HTTPS_PROXY", proxy.address()),
                                "check")) {
            assertThat(program.awaitExit()).as(program.output()).isZero();
        }
        assertThat(proxy.heads()).isEmpty();
    }

    private String check(Map<String, String> environment) throws Exception {
        Map<String, String> settings =
                Map.of(
                        "reprieve.data.dir",
                        folder.resolve("data").toString(),
                        "reprieve.cloudflare.base-url",
                        ELSEWHERE,
                        "reprieve.cloudflare.account-id",
                        "0".repeat(32),
                        "reprieve.cloudflare.api-token",
                        "made-up");
        try (Program program = Program.start(folder, settings, environment, "check")) {
            assertThat(program.awaitExit()).as(program.output()).isEqualTo(2);
            return program.output();
        }
    }
}
