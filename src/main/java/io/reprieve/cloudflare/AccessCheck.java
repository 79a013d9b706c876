package io.reprieve.cloudflare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reprieve.domain.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Looks whether credentials work, by reading calls alone: nothing is released, and whether they may
 * write is only known at the first release. Thread-safe.
 */
public final class AccessCheck {
    private final String baseUrl;
    private final AnswerReader reader;
    private final HttpClientRules rules;
    private final RequestConfig waits;
    private final ConnectionConfig connecting;

    /**
     * A check.
     *
     * @param baseUrl base address of the API
     * @param connectTimeout longest wait for a connection
     * @param timeout longest wait for an answer
     * @param rules those of the service, so that it meets what the service will
     * @param clock now
     */
    public AccessCheck(
            URI baseUrl,
            Duration connectTimeout,
            Duration timeout,
            HttpClientRules rules,
            Clock clock) {
        this.baseUrl = baseUrl.toString().replaceAll("/+$", "");
        this.reader = new AnswerReader(clock, timeout);
        this.rules = rules;
        this.waits =
                RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(timeout))
                        .setConnectionRequestTimeout(Timeout.of(connectTimeout))
                        .build();
        this.connecting =
                ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connectTimeout))
                        .setSocketTimeout(Timeout.of(timeout))
                        .build();
    }

    /**
     * What a look showed.
     *
     * @param isGood whether it succeeded
     * @param isRefused whether Cloudflare refuses the credentials or permissions
     * @param words what it means
     */
    public record Finding(boolean isGood, boolean isRefused, String words) {}

    /**
     * Whether the token is known and active. A user's token and an account's token are verified at
     * two addresses, and each says that the other's good token is invalid: both are asked, unless
     * the first knows it.
     */
    public Finding token(String accountId, Map<String, String> headers) {
        Finding last = null;
        for (String path :
                List.of("/user/tokens/verify", "/accounts/" + accountId + "/tokens/verify")) {
            TokenStatus status = new TokenStatus();
            last = look(path, headers, "the token is known to Cloudflare and active", status);
            if (last.isGood()) {
                return status.finding(last);
            }
        }
        return last;
    }

    /** Whether messages of the account can be looked at. */
    public Finding account(String accountId, Map<String, String> headers) {
        return look(
                "/accounts/" + accountId + "/email-security/investigate?per_page=1",
                headers,
                "messages of this account can be looked at",
                parser -> parser.skipChildren());
    }

    private Finding look(
            String path, Map<String, String> headers, String good, Envelope.ResultReader result) {
        HttpGet request = new HttpGet(baseUrl + path);
        request.setConfig(waits);
        request.setHeader("Accept", "application/json");
        headers.forEach(request::setHeader);
        try (CloseableHttpClient client = client();
                ClassicHttpResponse response = client.executeOpen(null, request, null)) {
            return finding(reply(response), good, result);
        } catch (IOException e) {
            Answer answer = reader.read(e, false);
            return new Finding(false, false, answer.facts().describe());
        }
    }

    private CloseableHttpClient client() {
        HttpClientBuilder builder =
                HttpClientBuilder.create()
                        .setConnectionManager(
                                PoolingHttpClientConnectionManagerBuilder.create()
                                        .setDefaultConnectionConfig(connecting)
                                        .build());
        rules.configureHttpClient(builder);
        return builder.build();
    }

    private Finding finding(Reply reply, String good, Envelope.ResultReader result) {
        AnswerReader.Said said = reader.said(reply, result);
        boolean success =
                AnswerReader.isSuccess(reply.status())
                        && said.envelope() != null
                        && said.envelope().success();
        if (success) {
            return new Finding(true, false, good);
        }
        Answer answer = reader.failed(reply, said);
        if (answer instanceof Answer.AccessRefused refused) {
            return new Finding(
                    false, true, refused.advice() + " (" + said.facts().describe() + ")");
        }
        return new Finding(false, false, said.facts().describe());
    }

    private static Reply reply(ClassicHttpResponse response) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName(), header.getValue());
        }
        HttpEntity entity = response.getEntity();
        InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent();
        return new Reply(response.getCode(), headers, body);
    }

    /** The status of a token: {@code "result":{"id":"…","status":"active"}}. */
    private static final class TokenStatus implements Envelope.ResultReader {
        private String status;

        @Override
        public void read(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                boolean wanted = "status".equals(parser.currentName());
                parser.nextToken();
                if (wanted) {
                    status = ResultReading.text(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private Finding finding(Finding good) {
            if (status == null || status.equals("active")) {
                return good;
            }
            String what =
                    switch (status) {
                        case "disabled" ->
                                "the token is disabled: switch it on again in Cloudflare's"
                                        + " dashboard, or make a new one";
                        case "expired" ->
                                "the token has expired: make a new one, or move its end in"
                                        + " Cloudflare's dashboard";
                        default -> "the token is known to Cloudflare, but not active";
                    };
            return new Finding(false, true, what + ". See reprieve.cloudflare.api-token");
        }
    }
}
