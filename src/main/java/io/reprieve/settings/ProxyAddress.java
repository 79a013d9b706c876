package io.reprieve.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where a proxy is, as it stands in a setting or in {@code HTTPS_PROXY}.
 *
 * @param host name or address; empty: no proxy
 * @param port 1 to 65535; 0: no proxy
 * @param user who logs in there, or null
 * @param password of that user, or null
 */
record ProxyAddress(String host, int port, String user, Secret password) {
    private static final ProxyAddress NONE = new ProxyAddress("", 0, null, null);
    private static final int LAST_PORT = 65_535;

    boolean isNone() {
        return host.isEmpty();
    }

    static ValueType<ProxyAddress> type() {
        return ValueType.shown(
                        "http://HOST:PORT, or none", ProxyAddress::parse, ProxyAddress::written)
                .quotedAs(text -> ValueType.quote(text.replaceAll("^(.*//)?.*@", "$1")));
    }

    private static ProxyAddress parse(String text) {
        if (text.toLowerCase(Locale.ROOT).equals("none")) {
            return NONE;
        }
        URI uri;
        try {
            uri = new URI(text.contains("://") ? text : "http://" + text);
        } catch (URISyntaxException e) {
            throw new BadValue("is not the address of a proxy");
        }
        if (!"http".equalsIgnoreCase(uri.getScheme())) {
            throw new BadValue("is not a proxy that is spoken to by http");
        }
        if (uri.getHost() == null || uri.getPort() < 1 || uri.getPort() > LAST_PORT) {
            throw new BadValue("has no host or no port");
        }
        if (!uri.getRawPath().matches("/?")
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new BadValue("has something behind the port");
        }
        return withLogin(uri);
    }

    private static ProxyAddress withLogin(URI uri) {
        String login = uri.getRawUserInfo();
        if (login == null || login.isEmpty()) {
            return new ProxyAddress(uri.getHost(), uri.getPort(), null, null);
        }
        int colon = login.indexOf(':');
        if (colon < 1 || colon == login.length() - 1) {
            throw new BadValue("has a user without a password, or a password without a user");
        }
        return new ProxyAddress(
                uri.getHost(),
                uri.getPort(),
                decoded(login.substring(0, colon)),
                secret(decoded(login.substring(colon + 1))));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Secret secret(String password) {
        try {
            return Secret.of(password);
        } catch (SecretException e) {
            throw new BadValue("has a password that cannot be used: " + e.getMessage());
        }
    }

    private String written() {
        return isNone() ? "none" : "http://" + host + ":" + port;
    }
}
