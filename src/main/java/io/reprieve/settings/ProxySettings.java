package io.reprieve.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The proxy that calls to Cloudflare and webhooks go through. Thread-safe.
 *
 * <p>This machine itself is called without it, since another machine cannot reach what listens here
 * alone; but a proxy that runs here too, and was named for this program and not for all programs,
 * is used for that as well.
 */
public final class ProxySettings {
    private final ProxyAddress address;
    private final NoProxy direct;
    private final boolean withThisMachine;
    private final Optional<String> user;
    private final Optional<Secret> password;

    private ProxySettings(Values values, Value<ProxyAddress> proxy) {
        this.address = proxy.parsed();
        this.direct = Optional.ofNullable(values.get(DeclaredHttp.NO_PROXY)).orElse(NoProxy.NOBODY);
        this.withThisMachine =
                BaseUrls.isLoopback(address.host())
                        && !proxy.source().equals(Given.variable(proxy.setting().fallback()))
                        && !proxy.source().equals(Given.variable(lower(proxy.setting())));
        String ownUser = values.get(DeclaredHttp.PROXY_USER);
        Secret ownPassword = values.get(DeclaredHttp.PROXY_PASSWORD);
        this.user = Optional.ofNullable(ownUser == null ? address.user() : ownUser);
        this.password = Optional.ofNullable(ownUser == null ? address.password() : ownPassword);
    }

    static Optional<ProxySettings> read(Values values) {
        Value<ProxyAddress> proxy = values.value(DeclaredHttp.PROXY);
        boolean isSet = proxy.parsed() != null && !proxy.parsed().isNone();
        return isSet ? Optional.of(new ProxySettings(values, proxy)) : Optional.empty();
    }

    static void check(Values values, List<Problem> problems) {
        Value<String> user = values.value(DeclaredHttp.PROXY_USER);
        Value<Secret> password = values.value(DeclaredHttp.PROXY_PASSWORD);
        if (user.wrong() || password.wrong() || values.value(DeclaredHttp.PROXY).wrong()) {
            return;
        }
        boolean hasUser = user.parsed() != null;
        if (hasUser != (password.parsed() != null)) {
            Value<?> missing = hasUser ? password : user;
            problems.add(
                    new Problem(
                            missing.setting().key(),
                            "",
                            "is missing; user and password go together"));
        } else if (hasUser && values.get(DeclaredHttp.PROXY) == null) {
            problems.add(
                    new Problem(
                            DeclaredHttp.PROXY_USER.key(),
                            user.source(),
                            "does nothing without reprieve.http.proxy; set that too"));
        }
    }

    private static String lower(Setting<?> setting) {
        return Layers.lower(setting.fallback());
    }

    /** Name or address of the proxy. */
    public String host() {
        return address.host();
    }

    /** Its port, 1 to 65535. */
    public int port() {
        return address.port();
    }

    /** Who logs in there, or nobody. */
    public Optional<String> user() {
        return user;
    }

    /** The password of that user; there is one where there is a user. */
    public Optional<Secret> password() {
        return password;
    }

    /** Whether that address is called through it. */
    public boolean takes(URI uri) {
        int standard = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        return takes(uri.getHost(), uri.getPort() < 0 ? standard : uri.getPort());
    }

    /** Whether that host is called through it. */
    public boolean takes(String host, int port) {
        String name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return (withThisMachine || !BaseUrls.isLoopback(name)) && !direct.has(host, port);
    }
}
