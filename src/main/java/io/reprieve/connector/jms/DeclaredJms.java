package io.reprieve.connector.jms;

import io.reprieve.settings.Problem;
import io.reprieve.settings.Secret;
import io.reprieve.settings.Setting;
import io.reprieve.settings.SettingsGroup;
import io.reprieve.settings.ValueTypes;
import io.reprieve.settings.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The settings of the source and the sink for messages, in the order of the manual. */
public final class DeclaredJms implements SettingsGroup {

    private static final List<Setting<?>> REGISTER = new ArrayList<>();

    static final Setting<String> URL =
            declare(
                    Setting.optional(
                            "reprieve.jms.url",
                            JmsUrls.type(),
                            "Where the broker is; switches on requests and answers as messages. "
                                    + "tcp://host:61616 for Artemis, amqp://host:5672 or amqps://host:5671 "
                                    + "for AMQP 1.0, ibmmq://host:1414/MANAGER?channel=NAME for IBM MQ, or "
                                    + "what the client named below takes."));

    static final Setting<JmsProvider> PROVIDER =
            declare(
                    Setting.optional(
                            "reprieve.jms.provider",
                            JmsProvider.type(),
                            "Whose client speaks to the broker. When it is not given, the address "
                                    + "says it: amqp, amqps: amqp; ssl, nio: activemq; ibmmq: ibmmq; all "
                                    + "else: artemis. Those of Artemis and AMQP come with Reprieve; others "
                                    + "go into the folder lib."));

    static final Setting<String> USER =
            declare(
                    Setting.optional(
                            "reprieve.jms.user", ValueTypes.text(), "User at the broker."));

    static final Setting<Secret> PASSWORD =
            declare(
                    Setting.optional(
                            "reprieve.jms.password",
                            ValueTypes.secret(),
                            "Its password. A file is read again after each failed attempt to "
                                    + "connect."));

    static final Setting<Path> TRUST_STORE =
            declare(
                    Setting.optional(
                            "reprieve.jms.tls.trust-store",
                            ValueTypes.path(),
                            "Key store with the certificates that the broker's is checked against. "
                                    + "Without it, those of Java. Only for artemis and amqp."));

    static final Setting<Secret> TRUST_STORE_PASSWORD =
            declare(
                    Setting.optional(
                            "reprieve.jms.tls.trust-store-password",
                            ValueTypes.secret(),
                            "The password of that store."));

    static final Setting<Path> KEY_STORE =
            declare(
                    Setting.optional(
                            "reprieve.jms.tls.key-store",
                            ValueTypes.path(),
                            "Key store with a certificate of our own, where the broker asks for "
                                    + "one. Only for artemis and amqp."));

    static final Setting<Secret> KEY_STORE_PASSWORD =
            declare(
                    Setting.optional(
                            "reprieve.jms.tls.key-store-password",
                            ValueTypes.secret(),
                            "The password of our own store."));

    static final Setting<String> QUEUE =
            declare(
                    Setting.of(
                            "reprieve.intake.jms.queue",
                            JmsDestinations.queue(),
                            "reprieve.requests",
                            "The queue that requests are taken from."));

    static final Setting<Integer> CONSUMERS =
            declare(
                    Setting.of(
                            "reprieve.intake.jms.consumers",
                            ValueTypes.integer(1, 32),
                            "2",
                            "Consumers of that queue at once. Two keep broker and ledger busy in "
                                    + "turn; more are seldom of use."));

    static final Setting<String> RESULTS =
            declare(
                    Setting.of(
                            "reprieve.output.jms.results",
                            JmsDestinations.any(),
                            "reprieve.results",
                            "Where answers go whose request names no place for them."));

    static final Setting<String> DEAD_LETTER =
            declare(
                    Setting.of(
                            "reprieve.output.jms.dead-letter",
                            JmsDestinations.queue(),
                            "reprieve.dead-letter",
                            "The queue for ids that need a person, and for bodies that are no list."));

    /** All of the above. */
    static final List<Setting<?>> ALL = List.copyOf(REGISTER);

    @Override
    public List<Setting<?>> declared() {
        return ALL;
    }

    @Override
    public void check(Values values, List<Problem> problems) {
        JmsSettings.check(values, problems);
    }

    private static <T> Setting<T> declare(Setting<T> setting) {
        REGISTER.add(setting);
        return setting;
    }
}
