package io.reprieve.connector.jms;

import io.reprieve.settings.Secret;
import jakarta.jms.ConnectionFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the connection factory of whatever client the settings name. None of their classes is known
 * when this is compiled, so that each can be left out or put in.
 */
final class Factories {
    /** Longest wait for a connection, and for an answer of the broker's, in ms. */
    private static final int CONNECT_MILLIS = 10_000;

    private static final int ANSWER_MILLIS = 30_000;

    /** What a consumer is sent ahead. */
    enum Ahead {
        /** A burst, and not more than fits in memory. */
        BURST,
        /** Nothing that was not asked for. */
        NOTHING
    }

    /** How other clients call the address of their broker. */
    private static final List<String> URL_SETTERS =
            List.of("setBrokerURL", "setBrokerUrl", "setRemoteURI", "setUrl", "setURL", "setUri");

    private Factories() {}

    /**
     * The factory for those settings.
     *
     * @param ahead what its consumers are sent ahead, with clients that can be told so
     * @throws IllegalArgumentException when the client does not take them, in words without secrets
     */
    static ConnectionFactory of(JmsSettings settings, Ahead ahead) {
        try {
            return switch (settings.provider().kind()) {
                case ARTEMIS -> byUrl(settings, artemis(settings, ahead));
                case AMQP -> byUrl(settings, amqp(settings, ahead));
                case ACTIVEMQ -> byUrl(settings, activeMq(settings));
                case IBMMQ -> ibm(settings);
                case OTHER -> other(settings);
            };
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
            throw new IllegalArgumentException(
                    "the client "
                            + settings.provider().factory()
                            + " does not take the settings: "
                            + cause.getMessage(),
                    e);
        }
    }

    private static ConnectionFactory byUrl(JmsSettings settings, String url)
            throws ReflectiveOperationException {
        return (ConnectionFactory) type(settings).getConstructor(String.class).newInstance(url);
    }

    private static ConnectionFactory other(JmsSettings settings)
            throws ReflectiveOperationException {
        Class<?> type = type(settings);
        for (Constructor<?> constructor : type.getConstructors()) {
            if (List.of(constructor.getParameterTypes()).equals(List.of(String.class))) {
                return (ConnectionFactory) constructor.newInstance(settings.url());
            }
        }
        Object factory = type.getConstructor().newInstance();
        for (Method method : type.getMethods()) {
            if (URL_SETTERS.contains(method.getName())
                    && List.of(method.getParameterTypes()).equals(List.of(String.class))) {
                method.invoke(factory, settings.url());
                return (ConnectionFactory) factory;
            }
        }
        throw new NoSuchMethodException(
                "it has neither a constructor with an address nor any of " + URL_SETTERS);
    }

    /** The class, once it is sure to be what it has to be. */
    private static Class<?> type(JmsSettings settings) throws ClassNotFoundException {
        Class<?> type = Class.forName(settings.provider().factory());
        if (!ConnectionFactory.class.isAssignableFrom(type)) {
            throw new ClassNotFoundException(
                    "it is no jakarta.jms.ConnectionFactory; take the client's jars for Jakarta"
                            + " Messaging, not those for javax.jms");
        }
        return type;
    }

    private static String artemis(JmsSettings settings, Ahead ahead) {
        Map<String, String> options = new LinkedHashMap<>();
        boolean tls = settings.tls().trustStore().isPresent();
        if (tls || settings.tls().keyStore().isPresent()) {
            options.put("sslEnabled", "true");
        }
        put(options, "trustStorePath", settings.tls().trustStore());
        putSecret(options, "trustStorePassword", settings.tls().trustStorePassword());
        put(options, "keyStorePath", settings.tls().keyStore());
        putSecret(options, "keyStorePassword", settings.tls().keyStorePassword());
        options.put("verifyHost", "true");
        options.put("connect-timeout-millis", Integer.toString(CONNECT_MILLIS));
        options.put("callTimeout", Integer.toString(ANSWER_MILLIS));
        // A transaction that changes brokers half-way is not one; we connect again ourselves.
        options.put("reconnectAttempts", "0");
        options.put("initialConnectAttempts", "1");
        if (ahead == Ahead.NOTHING) {
            options.put("consumerWindowSize", "0");
        }
        return with(settings.url(), options);
    }

    private static String activeMq(JmsSettings settings) {
        Map<String, String> options = new LinkedHashMap<>();
        // Else this client moves to a dead letter of its own what was given back some times.
        options.put("jms.redeliveryPolicy.maximumRedeliveries", "-1");
        // It closes no consumer while a message of its transaction waits: what was sent ahead to it
        // would wait too.
        options.put("jms.prefetchPolicy.all", "0");
        return with(settings.url(), options);
    }

    private static String amqp(JmsSettings settings, Ahead ahead) {
        Map<String, String> options = new LinkedHashMap<>();
        put(options, "transport.trustStoreLocation", settings.tls().trustStore());
        putSecret(options, "transport.trustStorePassword", settings.tls().trustStorePassword());
        put(options, "transport.keyStoreLocation", settings.tls().keyStore());
        putSecret(options, "transport.keyStorePassword", settings.tls().keyStorePassword());
        options.put("transport.connectTimeout", Integer.toString(CONNECT_MILLIS));
        options.put("jms.connectTimeout", Integer.toString(CONNECT_MILLIS));
        options.put("jms.requestTimeout", Integer.toString(ANSWER_MILLIS));
        options.put("jms.sendTimeout", Integer.toString(ANSWER_MILLIS));
        options.put("jms.closeTimeout", Integer.toString(CONNECT_MILLIS));
        int prefetch = ahead == Ahead.NOTHING ? 0 : BurstComponent.BATCH_SIZE;
        options.put("jms.prefetchPolicy.all", Integer.toString(prefetch));
        if (settings.url().startsWith("failover:")) {
            // What is in its brackets has options of its own, and these would be no options of it.
            return settings.url();
        }
        return with(settings.url(), options);
    }

    private static ConnectionFactory ibm(JmsSettings settings) throws ReflectiveOperationException {
        URI address = URI.create(settings.url());
        Object factory = type(settings).getConstructor().newInstance();
        int port = address.getPort() < 0 ? 1414 : address.getPort();
        set(factory, "setTransportType", int.class, 1);
        set(factory, "setHostName", String.class, address.getHost());
        set(factory, "setPort", int.class, port);
        set(factory, "setQueueManager", String.class, address.getPath().replaceFirst("^/", ""));
        String query = address.getQuery() == null ? "" : address.getQuery();
        for (String option : query.split("&")) {
            String[] pair = option.split("=", 2);
            if (pair[0].equals("channel")) {
                set(factory, "setChannel", String.class, pair[1]);
            } else if (pair[0].equals("cipher")) {
                set(factory, "setSSLCipherSuite", String.class, pair[1]);
            } else if (!option.isEmpty()) {
                throw new NoSuchMethodException("there are only channel= and cipher=");
            }
        }
        return (ConnectionFactory) factory;
    }

    private static void set(Object factory, String setter, Class<?> type, Object value)
            throws ReflectiveOperationException {
        factory.getClass().getMethod(setter, type).invoke(factory, value);
    }

    private static void put(Map<String, String> options, String key, Optional<Path> path) {
        path.ifPresent(file -> options.put(key, file.toAbsolutePath().toString()));
    }

    private static void putSecret(Map<String, String> options, String key, Optional<Secret> value) {
        value.ifPresent(secret -> options.put(key, secret.value()));
    }

    /** The address with those options that it does not have itself. */
    private static String with(String url, Map<String, String> options) {
        String given = url.toLowerCase(Locale.ROOT);
        StringBuilder all = new StringBuilder(url);
        options.forEach(
                (key, value) -> {
                    String own = key.toLowerCase(Locale.ROOT) + "=";
                    if (!given.contains("?" + own) && !given.contains("&" + own)) {
                        // Those of a list's members stand within its brackets.
                        int members = all.lastIndexOf(")") + 1;
                        all.append(all.indexOf("?", members) < 0 ? '?' : '&');
                        all.append(key).append('=');
                        all.append(encoded(value));
                    }
                });
        return all.toString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
