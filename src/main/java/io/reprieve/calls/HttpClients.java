package io.reprieve.calls;

import io.reprieve.cloudflare.HttpClientRules;
import io.reprieve.cloudflare.ProxyWay;
import io.reprieve.settings.HttpSettings;
import io.reprieve.settings.ProxySettings;
import io.reprieve.settings.Secret;
import io.reprieve.settings.SecretException;

/** The rules of every HTTP client as the settings have them: whoever calls goes the same way. */
public final class HttpClients {
    private HttpClients() {}

    /**
     * The rules.
     *
     * @param userAgent what a client calls itself
     */
    public static HttpClientRules rules(HttpSettings http, String userAgent) {
        return new HttpClientRules(
                userAgent,
                http.connectTimeout().plus(http.responseTimeout()).plusSeconds(1),
                http.proxy().map(HttpClients::way).orElse(null));
    }

    private static ProxyWay way(ProxySettings proxy) {
        ProxyWay.Login login =
                proxy.user().map(user -> login(user, proxy.password().orElseThrow())).orElse(null);
        return new ProxyWay(proxy.host(), proxy.port(), proxy::takes, login);
    }

    private static ProxyWay.Login login(String user, Secret password) {
        return new ProxyWay.Login(user, password::value, () -> reload(password));
    }

    private static boolean reload(Secret password) {
        try {
            return password.reload();
        } catch (SecretException e) {
            // The last good one stays in force, and the refusal is told.
            return false;
        }
    }
}
