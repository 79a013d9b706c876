package io.reprieve.cloudflare;

import io.reprieve.release.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks whether credentials work, by reading calls alone: nothing is released, and whether they may
 * write is only known at the first release. Thread-safe.
 */
public final class AccessCheck {
    private final String baseUrl;
    private final AnswerReader reader;
    private final Duration timeout;
    private final String userAgent;
    private final HttpClient client;

    /**
     * A check.
     *
     * @param baseUrl base address of the API
     * @param connectTimeout longest wait for a connection
     * @param timeout longest wait for an answer
     * @param userAgent what to call ourselves
     * @param clock now
     */
    public AccessCheck(
            URI baseUrl, Duration connectTimeout, Duration timeout, String userAgent, Clock clock) {
        this.baseUrl = baseUrl.toString().replaceAll("/+$", "");
        this.reader = new AnswerReader(clock, timeout);
        this.timeout = timeout;
        this.userAgent = userAgent;
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(connectTimeout)
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
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
     * two addresses, and each says that the other's good token is invalid: both are asked.
     */
    public Finding token(String accountId, Map<String, String> headers)
            throws InterruptedException {
        Finding last = null;
        for (String path :
                List.of("/user/tokens/verify", "/accounts/" + accountId + "/tokens/verify")) {
            last = look(path, headers, "the token is known to Cloudflare and active");
            if (last.isGood()) {
                return last;
            }
        }
        return last;
    }

    /** Whether messages of the account can be looked at. */
    public Finding account(String accountId, Map<String, String> headers)
            throws InterruptedException {
        return look(
                "/accounts/" + accountId + "/email-security/investigate?per_page=1",
                headers,
                "messages of this account can be looked at");
    }

    private Finding look(String path, Map<String, String> headers, String good)
            throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(baseUrl + path))
                        .timeout(timeout)
                        .header("Accept", "application/json")
                        .header("User-Agent", userAgent);
        headers.forEach(request::header);
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            return finding(reply(response), good);
        } catch (IOException e) {
            Answer answer = reader.read(e, false);
            return new Finding(false, false, answer.facts().describe());
        }
    }

    private Finding finding(Reply reply, String good) {
        AnswerReader.Said said = reader.said(reply, parser -> parser.skipChildren());
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

    private static Reply reply(HttpResponse<InputStream> response) {
        Map<String, String> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        return new Reply(response.statusCode(), headers, response.body());
    }
}
