package io.reprieve.cloudflare;

import io.reprieve.domain.Answer;
import io.reprieve.domain.RateHint;
import io.reprieve.domain.ResponseInfo;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/**
 * What came back from a release call, told by what we then know of the mailboxes:
 *
 * <table>
 * <caption>Statuses and failures</caption>
 * <tr><td>2xx, success</td><td>{@link Answer.Taken}</td></tr>
 * <tr><td>400, 404, 413, 422, other 4xx</td><td>{@link Answer.Refused}</td></tr>
 * <tr><td>401, 403, 3xx, 405…; 400 or 404 that names account or route; codes of access</td>
 *     <td>{@link Answer.AccessRefused}</td></tr>
 * <tr><td>425, 429; 503 in Cloudflare's envelope; not connected; nothing sent</td>
 *    <td>{@link Answer.NotStarted}</td></tr>
 * <tr><td>202; 408, other 5xx, HTML, broken or cut JSON, {@code success:false} under 200, reset or
 *     timeout after the body was sent</td><td>{@link Answer.Unknown}</td></tr>
 * </table>
 *
 * <p>Thread-safe.
 */
public final class AnswerReader {
    private final Clock clock;
    private final Duration responseTimeout;

    /**
     * A reader.
     *
     * @param clock now
     * @param responseTimeout how long a body may take to arrive
     */
    public AnswerReader(Clock clock, Duration responseTimeout) {
        this.clock = clock;
        this.responseTimeout = responseTimeout;
    }

    /** Reads the answer to a release call, whatever it is; closes its body. */
    public Answer read(Reply reply) {
        ResultReading results = new ResultReading();
        Said said = said(reply, results);
        if (isSuccess(reply.status())) {
            return taken(reply, said, results);
        }
        return failed(reply, said);
    }

    /**
     * What a failure without an answer means.
     *
     * @param failure what was thrown
     * @param sent whether a byte of the body was written
     */
    public Answer read(Throwable failure, boolean sent) {
        String words = describe(failure, sent);
        ResponseInfo facts = new ResponseInfo(null, null, words, null);
        if (!sent || isBeforeConnection(failure)) {
            return new Answer.NotStarted(null, false, facts);
        }
        boolean timedOut = has(failure, SocketTimeoutException.class);
        return new Answer.Unknown(timedOut, true, facts);
    }

    /** What the answer says of the budget, or null. */
    public RateHint readRateHint(Reply reply) {
        return RetryAfter.readRateLimit(
                reply.header("Ratelimit"), reply.header("Ratelimit-Policy"));
    }

    /** The envelope of any answer, and what is worth keeping of it. */
    Said said(Reply reply, Envelope.ResultReader results) {
        LimitedInputStream body = new LimitedInputStream(reply.body(), clock, responseTimeout);
        try (body) {
            Envelope envelope = Envelope.read(body, results);
            return new Said(envelope, null, facts(reply, envelope, null));
        } catch (IOException e) {
            Throwable why = e;
            String text = body.beginning().strip();
            String what = reason(why, text.startsWith("<"));
            String words = text.isEmpty() ? what : what + ": " + text;
            return new Said(null, why, facts(reply, null, words));
        }
    }

    /** The answer to a call of any kind that failed with that status. */
    Answer failed(Reply reply, Said said) {
        int status = reply.status();
        Duration retryAfter = RetryAfter.read(reply.header("Retry-After"), clock);
        List<Envelope.ApiError> errors = said.errors();
        if (status == 429) {
            Answer access = Refusals.access(status, errors, true, said.facts());
            return access != null ? access : new Answer.NotStarted(retryAfter, true, said.facts());
        }
        if (status == 425) {
            return new Answer.NotStarted(retryAfter, false, said.facts());
        }
        if (status == 503 && said.envelope() != null) {
            return new Answer.NotStarted(retryAfter, false, said.facts());
        }
        // No status, or one that no answer ends with, proves nothing. A 408 may come from a gateway
        // that has waited long enough for what is at work behind it.
        if (status >= 500 || status < 200 || status == 408) {
            boolean tooSlow = status == 504 || status == 524 || status == 408;
            return new Answer.Unknown(tooSlow, true, said.facts());
        }
        return Refusals.of(status, errors, said.envelope() != null, said.facts());
    }

    private Answer taken(Reply reply, Said said, ResultReading results) {
        if (reply.status() == 202) {
            // Accepted is not done, whatever else it says.
            return new Answer.Unknown(false, said.envelope() == null, said.facts());
        }
        boolean told = said.envelope() != null && said.envelope().success();
        if (!told || !results.isPresent()) {
            return unusable(said);
        }
        return new Answer.Taken(results.results(), said.facts());
    }

    /** The answer to a call of any kind that came under 2xx and does not tell what it should. */
    Answer unusable(Said said) {
        if (said.envelope() == null) {
            boolean slow = said.trouble() instanceof SocketTimeoutException;
            return new Answer.Unknown(slow, true, said.facts());
        }
        Answer access = Refusals.access(200, said.errors(), true, said.facts());
        return access != null ? access : new Answer.Unknown(false, false, said.facts());
    }

    static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    private static ResponseInfo facts(Reply reply, Envelope envelope, String trouble) {
        String code = null;
        String words = trouble;
        if (envelope != null && !envelope.errors().isEmpty()) {
            code = envelope.errors().get(0).code();
            words = envelope.errors().get(0).message();
        }
        return new ResponseInfo(reply.status(), code, words, reply.header("CF-Ray"));
    }

    private static String reason(Throwable why, boolean isPage) {
        if (why instanceof com.fasterxml.jackson.core.JsonProcessingException) {
            return isPage
                    ? "a page of a gateway or firewall, not an answer of the API"
                    : "the answer is no JSON, or is cut";
        }
        return why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    }

    private static boolean isBeforeConnection(Throwable failure) {
        return has(failure, ProxyException.class)
                || has(failure, ConnectException.class)
                || has(failure, ConnectTimeoutException.class)
                || has(failure, UnknownHostException.class)
                || has(failure, NoRouteToHostException.class)
                || has(failure, SSLHandshakeException.class)
                || has(failure, SSLPeerUnverifiedException.class);
    }

    /** Why somebody on the way cannot be spoken to, in a few words. */
    static String reachable(Throwable failure) {
        if (has(failure, UnknownHostException.class)) {
            return "its name is not known here (DNS)";
        }
        if (has(failure, ConnectTimeoutException.class)) {
            return "no connection within reprieve.http.connect-timeout";
        }
        if (has(failure, ConnectException.class)) {
            return "it refuses connections";
        }
        if (has(failure, SocketTimeoutException.class)) {
            return "no answer within reprieve.http.response-timeout";
        }
        return broken(failure);
    }

    private static String describe(Throwable failure, boolean sent) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProxyException proxy) {
                return proxy.getMessage();
            }
        }
        if (has(failure, UnknownHostException.class)) {
            return "the name of the API's host is not known here (DNS); check"
                    + " reprieve.cloudflare.base-url and this machine's resolver";
        }
        if (has(failure, ConnectTimeoutException.class)) {
            return "no connection within reprieve.http.connect-timeout";
        }
        if (has(failure, ConnectException.class)) {
            return "the API's host refuses connections, or something on the way does";
        }
        // Once a call is under way, TLS was there, and what broke is the connection.
        if (has(failure, SSLHandshakeException.class)
                || has(failure, SSLPeerUnverifiedException.class)
                || (!sent && has(failure, SSLException.class))) {
            return insecure(failure);
        }
        if (has(failure, SocketTimeoutException.class)) {
            return "no answer within reprieve.http.response-timeout";
        }
        return broken(failure);
    }

    private static String broken(Throwable failure) {
        String message = failure.getMessage();
        return "the connection broke: "
                + (message == null ? failure.getClass().getSimpleName() : message);
    }

    private static String insecure(Throwable failure) {
        String words = deepest(failure).getMessage();
        String cause = words == null ? "" : " (" + words + ")";
        if (has(failure, CertificateExpiredException.class)) {
            return "no secure connection: the certificate has expired, or this machine's clock is"
                    + " wrong"
                    + cause;
        }
        if (has(failure, CertificateNotYetValidException.class)) {
            return "no secure connection: the certificate is not valid yet, or this machine's clock"
                    + " is wrong"
                    + cause;
        }
        if (has(failure, CertPathBuilderException.class)) {
            return "no secure connection: the certificate is of an authority that Java does not"
                    + " trust. Where a proxy of yours stands in between, give its authority in a"
                    + " trust store: -Djavax.net.ssl.trustStore=FILE in JAVA_OPTS"
                    + cause;
        }
        if (has(failure, SSLPeerUnverifiedException.class)
                || has(failure, CertificateException.class)) {
            return "no secure connection: the certificate is not for this host; check"
                    + " reprieve.cloudflare.base-url"
                    + cause;
        }
        return "no secure connection: no protocol or cipher that both sides take, or no TLS at all;"
                + " check reprieve.cloudflare.base-url, and any proxy in between"
                + cause;
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What an answer said.
     *
     * @param envelope the envelope, or null where it was none
     * @param trouble why there is none, or null
     * @param facts what is worth keeping
     */
    record Said(Envelope envelope, Throwable trouble, ResponseInfo facts) {
        List<Envelope.ApiError> errors() {
            return envelope == null ? List.of() : envelope.errors();
        }
    }
}
