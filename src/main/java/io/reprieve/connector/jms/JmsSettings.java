package io.reprieve.connector.jms;

import io.reprieve.settings.Problem;
import io.reprieve.settings.Secret;
import io.reprieve.settings.Setting;
import io.reprieve.settings.Value;
import io.reprieve.settings.Values;
import java.util.List;
import java.util.Optional;

/**
 * How requests come and answers go as messages. Immutable, but for secrets from files.
 *
 * @param url where the broker is, in the words of its client; has no secret
 * @param provider whose client it is
 * @param user the user at the broker; empty: none
 * @param password its password; empty: none
 * @param tls certificates, where the broker is reached by TLS
 * @param queue the queue that requests are taken from
 * @param consumers consumers of that queue at once, 1 to 32
 * @param results where answers go whose request names no place: a queue, or {@code topic:NAME}
 * @param deadLetter the queue for what needs a person
 */
public record JmsSettings(
        String url,
        JmsProvider provider,
        Optional<String> user,
        Optional<Secret> password,
        TlsStores tls,
        String queue,
        int consumers,
        String results,
        String deadLetter) {

    /** Empty when no broker is set: then there are no messages. */
    public static Optional<JmsSettings> read(Values values) {
        String url = values.get(DeclaredJms.URL);
        if (url == null) {
            return Optional.empty();
        }
        JmsProvider named = values.get(DeclaredJms.PROVIDER);
        return Optional.of(
                new JmsSettings(
                        url,
                        named == null ? JmsProvider.ofUrl(url) : named,
                        Optional.ofNullable(values.get(DeclaredJms.USER)),
                        Optional.ofNullable(values.get(DeclaredJms.PASSWORD)),
                        new TlsStores(
                                Optional.ofNullable(values.get(DeclaredJms.TRUST_STORE)),
                                Optional.ofNullable(values.get(DeclaredJms.TRUST_STORE_PASSWORD)),
                                Optional.ofNullable(values.get(DeclaredJms.KEY_STORE)),
                                Optional.ofNullable(values.get(DeclaredJms.KEY_STORE_PASSWORD))),
                        values.get(DeclaredJms.QUEUE),
                        values.get(DeclaredJms.CONSUMERS),
                        values.get(DeclaredJms.RESULTS),
                        values.get(DeclaredJms.DEAD_LETTER)));
    }

    /** Adds what is wrong with them together. */
    static void check(Values values, List<Problem> problems) {
        if (values.get(DeclaredJms.URL) == null || values.value(DeclaredJms.PROVIDER).wrong()) {
            return;
        }
        JmsProvider named = values.get(DeclaredJms.PROVIDER);
        Value<?> said =
                named == null ? values.value(DeclaredJms.URL) : values.value(DeclaredJms.PROVIDER);
        JmsProvider provider =
                named == null ? JmsProvider.ofUrl(values.get(DeclaredJms.URL)) : named;
        if (!provider.isThere()) {
            problems.add(
                    new Problem(
                            said.setting().key(),
                            said.source(),
                            "needs the class "
                                    + provider.factory()
                                    + ", which is not there; put the jars of that client (for"
                                    + " Jakarta Messaging) into the folder lib beside bin"));
        }
        same(values, DeclaredJms.DEAD_LETTER, DeclaredJms.QUEUE, problems);
        same(values, DeclaredJms.RESULTS, DeclaredJms.QUEUE, problems);
        if (provider.kind() != JmsProvider.Kind.ARTEMIS
                && provider.kind() != JmsProvider.Kind.AMQP) {
            ownTls(values, DeclaredJms.TRUST_STORE, problems);
            ownTls(values, DeclaredJms.KEY_STORE, problems);
        }
    }

    private static void same(
            Values values, Setting<String> one, Setting<String> other, List<Problem> problems) {
        Value<String> value = values.value(one);
        if (value.parsed() != null && value.parsed().equals(values.get(other))) {
            problems.add(
                    new Problem(
                            one.key(),
                            value.source(),
                            "is the same queue as " + other.key() + "; requests must not meet it"));
        }
    }

    private static void ownTls(Values values, Setting<?> setting, List<Problem> problems) {
        Value<?> value = values.value(setting);
        if (value.parsed() != null) {
            problems.add(
                    new Problem(
                            setting.key(),
                            value.source(),
                            "is for artemis and amqp only; give the stores as that client wants"
                                    + " them, see docs/jms.md"));
        }
    }
}
