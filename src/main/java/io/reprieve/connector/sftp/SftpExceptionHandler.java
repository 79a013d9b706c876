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
    private final SftpSourceBeans door;
    private final Supplier<ErrorReporter> troubles;

    SftpExceptionHandler(SftpSourceBeans door, Supplier<ErrorReporter> troubles) {
        this.door = door;
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
        String where = door.name();
        if (exchange != null) {
            GenericFile<?> file = exchange.getProperty("CamelFileExchangeFile", GenericFile.class);
            where += "/" + RemoteNameRules.shown(file.getFileNameOnly());
            door.held.hold(
                    file.getFileNameOnly(), RemoteFacts.of(file), FileBackoff.Left.ALL, door.now());
        }
        boolean cut = door.line.wasCut();
        String words =
                cut
                        ? SftpErrorMessages.tooLong(door.server)
                        : SftpErrorMessages.of(failure, door.server);
        troubles.get().say(where, words);
    }
}
