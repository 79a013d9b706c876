package io.reprieve.connector.jms;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** Opens once what the service opens, and takes and sends nothing. */
public final class JmsCheck {
    /**
     * What came of it.
     *
     * @param isGood whether it can be reached and lets us in
     * @param words in words, without secrets; where it is not good, also what to do
     */
    public record Finding(boolean isGood, String words) {}

    /** Longest wait for all of it: a broker may say nothing at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final String WHAT_TO_DO =
            "See that it is a queue there (in Artemis: ANYCAST), that reprieve.jms.user may %s, and"
                    + " that %s names it.";

    private JmsCheck() {}

    /**
     * Opens a consumer of requests and senders for results and dead letter, and goes away again.
     */
    public static Finding look(JmsSettings settings) {
        try (Broker broker =
                new Broker(settings, Clock.systemUTC(), Factories.Ahead.BURST, () -> {})) {
            broker.check();
            String trouble = open(settings, broker);
            if (trouble != null) {
                return new Finding(false, trouble);
            }
            return new Finding(
                    true,
                    "the broker at "
                            + BrokerErrorMessages.shown(settings)
                            + " can be reached and lets us in; requests come from "
                            + settings.queue());
        } catch (BrokerAwayException e) {
            return new Finding(false, BrokerErrorMessages.of(settings, e.getCause()));
        } catch (IllegalArgumentException e) {
            return new Finding(false, e.getMessage());
        }
    }

    /** What of that cannot be opened, in words; null when all of it can. */
    private static String open(JmsSettings settings, Broker broker) {
        String[] step = {"a transaction", "See what the broker supports: docs/jms.md."};
        try {
            BoundedMessages.run(
                    "check",
                    PATIENCE,
                    () -> {
                        JmsSession channel = JmsSession.open(broker);
                        step[0] = "a consumer of " + settings.queue();
                        step[1] =
                                WHAT_TO_DO.formatted(
                                        "receive from it", "reprieve.intake.jms.queue");
                        channel.openConsumer(settings.queue());
                        step[0] = "a sender to " + settings.results();
                        step[1] = WHAT_TO_DO.formatted("send to it", "reprieve.output.jms.results");
                        channel.openSender(settings.results());
                        step[0] = "a sender to " + settings.deadLetter();
                        step[1] =
                                WHAT_TO_DO.formatted(
                                        "send to it", "reprieve.output.jms.dead-letter");
                        channel.openSender("queue:" + settings.deadLetter());
                    });
            return null;
        } catch (JMSException | IOException | RuntimeException e) {
            return "the broker at "
                    + BrokerErrorMessages.shown(settings)
                    + " lets us in, but does not open "
                    + step[0]
                    + ": "
                    + e.getMessage()
                    + " "
                    + step[1];
        }
    }
}
