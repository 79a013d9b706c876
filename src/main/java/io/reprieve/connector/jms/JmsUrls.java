package io.reprieve.connector.jms;

import io.reprieve.settings.BadValue;
import io.reprieve.settings.ValueType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Where a broker is, in the words of its client. It is shown, so no secret may stand in it. */
final class JmsUrls {

    private static final Pattern SECRET =
            Pattern.compile("(?i)(password|passphrase|secret|token|username|user)=");

    private JmsUrls() {}

    static ValueType<String> type() {
        return ValueType.shown(
                        "an address such as tcp://host:61616 or amqp://host:5672, without user or password",
                        JmsUrls::parse,
                        Function.identity())
                .quotedAs(JmsUrls::quoted);
    }

    private static String parse(String text) {
        if (text.contains("{{") || text.chars().anyMatch(c -> c <= ' ')) {
            throw new BadValue("has blanks or {{ in it");
        }
        if (SECRET.matcher(text).find()) {
            throw new BadValue(
                    "has a user or a secret in it; give them as reprieve.jms.user,"
                            + " reprieve.jms.password and reprieve.jms.tls.*");
        }
        // Lists of addresses, such as (tcp://a,tcp://b) or failover:(…), are no plain addresses.
        if (!text.contains("(") && hasUser(text)) {
            throw new BadValue("has a user in it; give it as reprieve.jms.user");
        }
        if (!text.matches("\\(?[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            throw new BadValue("does not begin with a scheme such as tcp: or amqp:");
        }
        return text;
    }

    private static boolean hasUser(String text) {
        try {
            return new URI(text).getRawUserInfo() != null;
        } catch (URISyntaxException e) {
            throw new BadValue("is not an address");
        }
    }

    private static String quoted(String text) {
        return ValueType.quote(text.replaceAll("\\?.*", "").replaceAll("//[^/,()]*@", "//"));
    }
}
