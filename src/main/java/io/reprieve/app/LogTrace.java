package io.reprieve.app;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.reprieve.domain.PlainText;

/**
 * A failure with its trace, as a log shows it: every line of it begins with a tab, so that none can
 * be taken for a line of the log, whatever the failure's words are. In a layout of logback it is
 * {@code %failure{DEPTH}}.
 */
public final class LogTrace extends ThrowableProxyConverter {
    @Override
    protected String throwableProxyToString(IThrowableProxy failure) {
        StringBuilder trace = new StringBuilder();
        for (String line : LogMessage.masked(super.throwableProxyToString(failure)).split("\\R")) {
            String shown = PlainText.lines(line);
            trace.append(shown.startsWith("\t") ? "" : "\t").append(shown).append('\n');
        }
        return trace.toString();
    }
}
