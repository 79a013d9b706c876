package io.reprieve.connector.jms;

import io.reprieve.settings.BadValue;
import io.reprieve.settings.ValueType;
import java.util.Arrays;
import java.util.Locale;

/**
 * Whose client speaks to a broker.
 *
 * @param kind which of those we know more of than the name of a class
 * @param factory name of the class that implements {@code jakarta.jms.ConnectionFactory}
 */
public record JmsProvider(Kind kind, String factory) {

    /** The clients that can be told apart. */
    public enum Kind {
        /** Apache Artemis, with its own protocol; comes with the program. */
        ARTEMIS("org.apache.activemq.artemis.jms.client.ActiveMQJMSConnectionFactory"),
        /** AMQP 1.0 with Qpid JMS; comes with the program. */
        AMQP("org.apache.qpid.jms.JmsConnectionFactory"),
        /** Apache ActiveMQ 6 with OpenWire. */
        ACTIVEMQ("org.apache.activemq.ActiveMQConnectionFactory"),
        /** IBM MQ. */
        IBMMQ("com.ibm.mq.jakarta.jms.MQConnectionFactory"),
        /** A class named by the operator. */
        OTHER("");

        private final String factory;

        Kind(String factory) {
            this.factory = factory;
        }
    }

    static ValueType<JmsProvider> type() {
        return ValueType.shown(
                "artemis, amqp, activemq, ibmmq, or the class name of a jakarta.jms.ConnectionFactory",
                JmsProvider::parse,
                JmsProvider::written);
    }

    static JmsProvider of(Kind kind) {
        return new JmsProvider(kind, kind.factory);
    }

    /** The provider that an address is for, when none is named. */
    static JmsProvider ofUrl(String url) {
        String address = url.startsWith("(") ? url.substring(1) : url;
        String scheme = address.substring(0, address.indexOf(':')).toLowerCase(Locale.ROOT);
        return of(
                switch (scheme) {
                    case "amqp", "amqps", "amqpws", "amqpwss" -> Kind.AMQP;
                    case "ssl", "nio", "nio+ssl", "auto", "auto+ssl" -> Kind.ACTIVEMQ;
                    case "failover" -> address.contains("amqp") ? Kind.AMQP : Kind.ACTIVEMQ;
                    case "ibmmq" -> Kind.IBMMQ;
                    default -> Kind.ARTEMIS;
                });
    }

    /** Whether its classes are there. */
    boolean isThere() {
        try {
            Class.forName(factory, false, JmsProvider.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static JmsProvider parse(String text) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.OTHER && written(kind).equalsIgnoreCase(text))
                .findFirst()
                .map(JmsProvider::of)
                .orElseGet(() -> ofClass(text));
    }

    private static JmsProvider ofClass(String text) {
        if (!text.matches("([A-Za-z_$][\\w$]*\\.)+[A-Za-z_$][\\w$]*")) {
            throw new BadValue("is neither a provider that is known nor the name of a class");
        }
        return new JmsProvider(Kind.OTHER, text);
    }

    private static String written(JmsProvider provider) {
        return provider.kind == Kind.OTHER ? provider.factory : written(provider.kind);
    }

    private static String written(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
