package io.reprieve.cloudflare;

import io.reprieve.domain.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * The way through a proxy.
 *
 * @param host name or address of the proxy
 * @param port its port
 * @param takes whether a host and port is called through it
 * @param login who logs in there; null: nobody
 */
public record ProxyWay(String host, int port, BiPredicate<String, Integer> takes, Login login) {
    /**
     * Who logs in at a proxy.
     *
     * @param user name
     * @param password as it is now
     * @param reload takes up a new password; whether there was one
     */
    public record Login(String user, Supplier<String> password, BooleanSupplier reload) {}

    DefaultRoutePlanner planner() {
        HttpHost proxy = new HttpHost("http", host, port);
        return new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE) {
            @Override
            protected HttpHost determineProxy(HttpHost target, HttpContext context) {
                int targetPort = DefaultSchemePortResolver.INSTANCE.resolve(target);
                return takes.test(target.getHostName(), targetPort) ? proxy : null;
            }
        };
    }

    /** The login for the proxy, and for nobody else who asks. */
    Credentials credentials(AuthScope scope) {
        if (login == null || !host.equalsIgnoreCase(scope.getHost()) || scope.getPort() != port) {
            return null;
        }
        authorization();
        return new UsernamePasswordCredentials(login.user(), login.password().get().toCharArray());
    }

    /** The login as it travels, which others may repeat; empty where there is none. */
    Optional<String> authorization() {
        if (login == null) {
            return Optional.empty();
        }
        String pair = login.user() + ":" + login.password().get();
        String coded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        Secrets.add(coded);
        return Optional.of("Basic " + coded);
    }

    /** What a status means that came from the proxy itself. */
    ProxyException refused(int status) {
        if (status == 407 && login == null) {
            return trouble(
                    "asks for a user and password (HTTP 407); set reprieve.http.proxy-user and"
                            + " reprieve.http.proxy-password",
                    null);
        }
        if (status == 407) {
            boolean isNew = login.reload().getAsBoolean();
            return trouble(
                    "does not accept the user and password (HTTP 407); "
                            + (isNew
                                    ? "a new one was found and is tried next"
                                    : "check reprieve.http.proxy-user and"
                                            + " reprieve.http.proxy-password"),
                    null);
        }
        String what =
                status >= 500
                        ? "cannot reach the other side (HTTP "
                        : "does not let this call through (HTTP ";
        return trouble(
                what
                        + status
                        + "); ask whoever runs it, or name the host in reprieve.http.no-proxy",
                null);
    }

    /** What it means that nothing of use came from the proxy. */
    ProxyException unreachable(Throwable failure) {
        return trouble("is not reachable: " + AnswerReader.reachable(failure), failure);
    }

    private ProxyException trouble(String words, Throwable cause) {
        return new ProxyException(
                "the proxy " + host + ":" + port + " (reprieve.http.proxy) " + words, cause);
    }
}
