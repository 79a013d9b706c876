package io.reprieve.station.sftp;

import io.reprieve.station.Troubles;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.spi.ExceptionHandler;

/**
 * Tells what went wrong with a single file, and holds it, so that it does not hold up others. What
 * ends a whole poll is told by {@link PollWatch}. For the one thread that polls.
 */
final class DoorTrouble implements ExceptionHandler {
    private final SftpDoor door;
    private final Supplier<Troubles> troubles;

    DoorTrouble(SftpDoor door, Supplier<Troubles> troubles) {
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
                    file.getFileNameOnly(), RemoteFacts.of(file), HeldFiles.Left.ALL, door.now());
        }
        boolean cut = door.line.wasCut();
        String words = cut ? SftpWords.tooLong(door.server) : SftpWords.of(failure, door.server);
        troubles.get().say(where, words);
    }
}
