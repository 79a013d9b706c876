package io.reprieve.station.jms;

import io.reprieve.settings.JmsSettings;
import java.time.Clock;

/** Tries to reach the broker once, and changes nothing there. */
public final class JmsCheck {
    /**
     * What came of it.
     *
     * @param isGood whether it can be reached and lets us in
     * @param words in words, without secrets; where it is not good, also what to do
     */
    public record Finding(boolean isGood, String words) {}

    private JmsCheck() {}

    /** Connects and goes away again; waits at most as long as the client does. */
    public static Finding look(JmsSettings settings) {
        try (Broker broker = new Broker(settings, Clock.systemUTC(), () -> {})) {
            broker.check();
            return new Finding(
                    true,
                    "the broker at "
                            + BrokerWords.shown(settings)
                            + " can be reached and lets us in; requests come from "
                            + settings.queue());
        } catch (BrokerAwayException e) {
            return new Finding(false, BrokerWords.of(settings, e.getCause()));
        } catch (IllegalArgumentException e) {
            return new Finding(false, e.getMessage());
        }
    }
}
