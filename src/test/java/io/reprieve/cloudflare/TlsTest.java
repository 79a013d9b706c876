package io.reprieve.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reprieve.TestClock;
import io.reprieve.domain.Answer;
import io.reprieve.domain.BodyForm;
import io.reprieve.scenario.TestCertificate;
import io.reprieve.scenario.TestTlsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of connection that is not secure has its own words, and none was a call. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir Path folder;
    private final AnswerReader reader = new AnswerReader(new TestClock(), SOON);

    @Test
    void an_authority_that_is_not_trusted_names_the_trust_store() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "localhost");
        try (TestTlsServer server = TestTlsServer.start(certificate)) {
            String address = "https://localhost:" + server.port();

            assertThat(words(address, null)).contains("javax.net.ssl.trustStore");
            AccessCheck check =
                    new AccessCheck(
                            URI.create(address),
                            SOON,
                            SOON,
                            new HttpClientRules("Reprieve/test", SOON, null),
                            new TestClock());
            assertThat(check.account("0", Map.of()).words())
                    .isEqualTo(words(address, null))
                    .contains("authority that Java does not trust");
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void a_certificate_for_another_host_names_the_address() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "other.example.test");
        try (TestTlsServer server = TestTlsServer.start(certificate)) {
            assertThat(words("https://localhost:" + server.port(), certificate.pem()))
                    .contains("not for this host")
                    .contains("reprieve.cloudflare.base-url")
                    .contains("localhost");
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void an_expired_certificate_names_the_clock() throws Exception {
        TestCertificate certificate = TestCertificate.makeExpired(folder, "localhost");
        try (TestTlsServer server = TestTlsServer.start(certificate)) {
            assertThat(words("https://localhost:" + server.port(), certificate.pem()))
                    .contains("has expired, or this machine's clock is wrong");
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void a_server_without_tls_is_told_as_such() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answerPlainly(server));
            thread.setDaemon(true);
            thread.start();

            assertThat(words("https://localhost:" + server.getLocalPort(), null))
                    .contains("no TLS at all")
                    .contains("reprieve.cloudflare.base-url");
        }
    }

    private static void answerPlainly(ServerSocket server) {
        byte[] answer = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        try (Socket connection = server.accept()) {
            connection.getInputStream().read();
            connection.getOutputStream().write(answer);
            connection.getOutputStream().flush();
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a release call says that cannot begin; it must not be in doubt. */
    private String words(String address, Path trusted) throws Exception {
        CallBody body = new CallBody(ReleaseBody.of(List.of("A-1"), BodyForm.ARRAY));
        HttpPost call = new HttpPost(address);
        call.setEntity(body);
        try (CloseableHttpClient client = client(trusted)) {
            Throwable failure = catchThrowable(() -> client.executeOpen(null, call, null));
            Answer answer = reader.read(failure, body.isBegun());
            assertThat(body.isBegun()).isFalse();
            assertThat(answer).isInstanceOf(Answer.NotStarted.class);
            return answer.facts().describe();
        }
    }

    private static CloseableHttpClient client(Path trusted) throws Exception {
        PoolingHttpClientConnectionManagerBuilder pool =
                PoolingHttpClientConnectionManagerBuilder.create();
        if (trusted != null) {
            pool.setTlsSocketStrategy(new DefaultClientTlsStrategy(context(trusted)));
        }
        HttpClientBuilder builder = HttpClientBuilder.create().setConnectionManager(pool.build());
        new HttpClientRules("Reprieve/test", SOON, null).configureHttpClient(builder);
        return builder.build();
    }

    private static SSLContext context(Path trusted) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        try (InputStream in = Files.newInputStream(trusted)) {
            keys.setCertificateEntry(
                    "trusted", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
