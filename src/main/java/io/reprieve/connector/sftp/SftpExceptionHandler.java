package io.reprieve.connector.sftp;

import io.reprieve.errors.ErrorReporter;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.spi.ExceptionHandler;

/**
 * Tells what went wrong with a single file, and holds it, so that it does not hold up others. What
 * ends a whole poll is told by {@link SftpPollStrategy}. For the one thread that polls.
 */
final class SftpExceptionHandler implements ExceptionHandler {
    private final SftpSourceBeans source;
    private final Supplier<ErrorReporter> troubles;

    SftpExceptionHandler(SftpSourceBeans source, Supplier<ErrorReporter> troubles) {
        this.source = source;
        this.troubles = troubles;
    }

    @Override
    public void handleException(Throwable failure) {
        handleException(null, null, failure);
    }

    @Override
    public void handleException(String message, Throwable failure) {
        handleException(message, null, failure);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable failure) {
        String where = source.name();
        if (exchange != null) {
            GenericFile<?> file = exchange.getProperty("CamelFileExchangeFile", GenericFile.class);
            where += "/" + RemoteNameRules.shown(file.getFileNameOnly());
            source.held.hold(
                    file.getFileNameOnly(),
                    RemoteFacts.of(file),
                    FileBackoff.Left.ALL,
                    source.now());
        }
        boolean cut = source.line.wasCut();
        String words =
                cut
                        ? SftpErrorMessages.tooLong(source.server)
                        : SftpErrorMessages.of(failure, source.server);
        troubles.get().say(where, words);
    }
}
