package io.reprieve.app;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.reprieve.domain.PlainText;
import io.reprieve.domain.Secrets;
import java.util.regex.Pattern;

/**
 * A message of the log, ours or a library's: on one line, without a secret, and without anything
 * that a terminal acts on. In a layout of logback it is {@code %words}.
 */
public final class LogMessage extends MessageConverter {
    /** Credentials that are not ours, or stand in a form that {@link Secrets} does not know. */
    private static final Pattern CREDENTIAL =
            Pattern.compile(
                    "(?i)((authorization|x-auth-key|x-auth-email)\\s*[:=]\\s*)(bearer\\s+)?\\S+"
                            + "|\\b(cfut|cfat|cfk)_\\S+");

    @Override
    public String convert(ILoggingEvent event) {
        return fit(event.getFormattedMessage());
    }

    static String fit(String words) {
        return PlainText.line(masked(words));
    }

    static String masked(String words) {
        return words == null ? null : CREDENTIAL.matcher(Secrets.mask(words)).replaceAll("$1…");
    }
}
