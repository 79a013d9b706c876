package io.reprieve.connector.jms;

import io.reprieve.settings.BadValue;
import io.reprieve.settings.ValueType;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Names of queues and topics. */
final class JmsDestinations {

    /** Beyond these, brokers give characters meanings of their own. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/$%-]{1,200}");

    private static final String TOPIC = "topic:";

    private JmsDestinations() {}

    static ValueType<String> queue() {
        return ValueType.shown("the name of a queue", JmsDestinations::name, Function.identity());
    }

    static ValueType<String> any() {
        return ValueType.shown(
                "the name of a queue, or topic:NAME",
                text -> {
                    boolean topic = text.startsWith(TOPIC);
                    return topic ? TOPIC + name(text.substring(TOPIC.length())) : name(text);
                },
                Function.identity());
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new BadValue("has characters other than letters, digits and . _ / $ % -");
        }
        return text;
    }
}
