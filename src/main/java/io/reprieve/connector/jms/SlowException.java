package io.reprieve.connector.jms;

import io.reprieve.domain.Text;
import jakarta.jms.JMSException;
import java.time.Duration;

/** The broker did not do in time what it was asked for; whether it does it later is not known. */
final class SlowException extends JMSException {
    /** It took longer than that. */
    SlowException(Duration longest) {
        super(
                "the broker did not take it within "
                        + Text.duration(longest)
                        + "; the queue may be full");
    }
}
