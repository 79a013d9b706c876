package io.reprieve.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where the API is. Plain http is for this machine only: elsewhere the token would be readable. */
public final class BaseUrls {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]", Pattern.CASE_INSENSITIVE);

    private BaseUrls() {}

    static ValueType<URI> type() {
        return ValueType.shown(
                        "an https address without query (http for localhost, 127.* and [::1])",
                        BaseUrls::parse,
                        URI::toString)
                .quotedAs(BaseUrls::quoted);
    }

    /** Whether a host is this machine. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    private static URI parse(String text) {
        URI uri;
        try {
            uri = new URI(text.replaceAll("/+$", ""));
        } catch (URISyntaxException e) {
            throw new BadValue("is not an address");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http") || uri.getHost() == null) {
            throw new BadValue("is not an https address with a host");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new BadValue("has a query or fragment");
        }
        if (uri.getRawUserInfo() != null) {
            throw new BadValue("has a user name in it");
        }
        if (scheme.equals("http") && !isLoopback(uri.getHost())) {
            throw new BadValue("would send the credentials unencrypted to another machine");
        }
        return uri;
    }

    /** Without what may be a secret: user and password before the host, query, fragment. */
    private static String quoted(String text) {
        return ValueType.quote(text.replaceAll("[?#].*", "").replaceAll("//.*@", "//"));
    }
}
