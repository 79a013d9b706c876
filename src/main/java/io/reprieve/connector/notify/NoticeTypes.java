package io.reprieve.connector.notify;

import io.reprieve.settings.BadValue;
import io.reprieve.settings.BaseUrls;
import io.reprieve.settings.Secret;
import io.reprieve.settings.ValueType;
import io.reprieve.settings.ValueTypes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of values that only notices have. None of them is ever shown. */
final class NoticeTypes {
    private NoticeTypes() {}

    /** The address of a webhook. */
    static ValueType<Secret> webhook() {
        return ValueType.hidden(
                "an https address (http for localhost, 127.* and [::1]), or file:PATH for the first"
                        + " line of that file",
                text -> {
                    Secret secret = ValueTypes.secret().parser().apply(text);
                    check(secret.value());
                    return secret;
                });
    }

    /** The name of a server. */
    static ValueType<String> host() {
        return ValueType.shown(
                "the name or address of a server, without port",
                text -> {
                    if (!text.matches("[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]")) {
                        throw new BadValue("is not the name of a server");
                    }
                    return text;
                },
                text -> text);
    }

    /** Mail addresses. */
    static ValueType<List<String>> addresses() {
        return ValueType.hidden(
                "mail addresses, separated by commas",
                text ->
                        Arrays.stream(text.split(",", -1))
                                .map(String::strip)
                                .map(ValueTypes.email()::parse)
                                .toList());
    }

    private static void check(String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            throw new BadValue("the value is not an address");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http") || uri.getHost() == null) {
            throw new BadValue("the value is not an https address with a host");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new BadValue("the value has a user name or a fragment in it");
        }
        if (scheme.equals("http") && !BaseUrls.isLoopback(uri.getHost())) {
            throw new BadValue("the value would be sent unencrypted to another machine");
        }
    }
}
