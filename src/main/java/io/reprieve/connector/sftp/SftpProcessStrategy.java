package io.reprieve.connector.sftp;

import io.reprieve.errors.ErrorReporter;
import io.reprieve.importing.InboxFiles;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.apache.camel.component.file.remote.SftpRemoteFile;

/**
 * What happens to a file at the server, before its list is fetched and after it was accepted. For
 * the one thread that polls.
 */
@SuppressWarnings("rawtypes")
final class SftpProcessStrategy implements GenericFileProcessStrategy<SftpRemoteFile> {
    private final SftpSourceBeans source;
    private final Supplier<ErrorReporter> troubles;

    SftpProcessStrategy(SftpSourceBeans source, Supplier<ErrorReporter> troubles) {
        this.source = source;
        this.troubles = troubles;
    }

    @Override
    public void prepareOnStartup(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint) {
        // Nothing is left at the server that could be in the way.
    }

    /** Lets a file be fetched, unless its time is over or nothing but moving it is left to do. */
    @Override
    public boolean begin(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {
        SftpFileOperations line = (SftpFileOperations) operations;
        if (!line.isConnected() || source.line.isHalfOver()) {
            return false;
        }
        String name = file.getFileNameOnly();
        if (source.held.hasOnlyToGo(name, RemoteFacts.of(file))) {
            sendAway(line, endpoint, exchange, file);
            return false;
        }
        if (!isOurs(line, file)) {
            return false;
        }
        source.take();
        exchange.setProperty(SftpSource.OPERATIONS, line);
        return true;
    }

    /** Another service that polls the folder may have it, or may have had it before our claim. */
    private boolean isOurs(SftpFileOperations line, GenericFile<SftpRemoteFile> file) {
        try {
            if (!source.claims.claim(line, file)) {
                hold(file, FileBackoff.Left.ALL);
                return false;
            }
            if (line.compare(file.getAbsoluteFilePath(), RemoteFacts.of(file))
                    != SftpFileOperations.Now.SAME) {
                source.claims.giveUp(line, file);
                return false;
            }
            return true;
        } catch (GenericFileOperationFailedException e) {
            source.claims.giveUp(line, file);
            hold(file, FileBackoff.Left.ALL);
            troubles.get()
                    .say(
                            where(file),
                            "it cannot be claimed against other services that may poll the folder,"
                                    + " and is taken once it can: "
                                    + SftpErrorMessages.of(e, source.server));
            return false;
        }
    }

    @Override
    public void abort(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {
        // Nothing was begun.
    }

    /** The list is in the ledger, or in {@code rejected/}. */
    @Override
    public void commit(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {
        boolean isDealtWith = exchange.getProperty(InboxFiles.MOVE_TO) != null;
        if (isDealtWith && isKept(exchange, file)) {
            sendAway((SftpFileOperations) operations, endpoint, exchange, file);
        } else {
            rollback(operations, endpoint, exchange, file);
        }
    }

    /** The list was not accepted: it stays, and is fetched again later. */
    @Override
    public void rollback(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {
        hold(file, FileBackoff.Left.ALL);
        source.claims.giveUp((SftpFileOperations) operations, file);
        if (exchange.getException() != null) {
            // Camel takes a failure within a split for one that was dealt with.
            troubles.get().tell(exchange, exchange.getException());
        }
    }

    private boolean isKept(Exchange exchange, GenericFile<SftpRemoteFile> file) {
        try {
            SftpSource.keep(exchange);
            return true;
        } catch (IOException e) {
            String words = "its copy cannot be kept here, so the file stays there: " + e;
            troubles.get().say(where(file), words);
            return false;
        }
    }

    private String where(GenericFile<SftpRemoteFile> file) {
        return source.name() + "/" + RemoteNameRules.shown(file.getFileNameOnly());
    }

    private void sendAway(
            SftpFileOperations line,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {
        try {
            boolean isTheSame =
                    line.compare(file.getAbsoluteFilePath(), RemoteFacts.of(file))
                            == SftpFileOperations.Now.SAME;
            // A file that was replaced meanwhile is a list of its own, for the next poll.
            if (isTheSame) {
                sendAway(line, file);
            }
            deleteMarker(line, endpoint, exchange, file.getAbsoluteFilePath());
            source.claims.release(line, file);
            source.held.release(file.getFileNameOnly());
        } catch (GenericFileOperationFailedException e) {
            hold(file, FileBackoff.Left.MOVING);
            troubles.get()
                    .say(
                            where(file),
                            "its list was taken, but the file cannot be sent away as "
                                    + "reprieve.intake.sftp."
                                    + source.server.name()
                                    + ".after says; it is not taken again, and moving it is tried"
                                    + " again. Give the user write permission on its folder. ("
                                    + SftpErrorMessages.of(e, source.server)
                                    + ")");
        }
    }

    private void sendAway(SftpFileOperations line, GenericFile<SftpRemoteFile> file) {
        AfterTaken after = source.server.after();
        String path = file.getAbsoluteFilePath();
        switch (after.kind()) {
            case DELETE -> line.deleteFile(path);
            case RENAME -> line.renameFile(path, free(line, path, after.name()));
            case MOVE -> {
                boolean absolute = after.name().startsWith("/");
                String folder =
                        absolute
                                ? after.name()
                                : SftpFileOperations.folderOf(path) + "/" + after.name();
                if (!line.existsFile(folder)) {
                    line.buildDirectory(folder, absolute);
                }
                line.renameFile(path, free(line, folder + "/" + file.getFileNameOnly(), ""));
            }
        }
    }

    /** Some servers replace what has that name already; what lies there is not ours to destroy. */
    private String free(SftpFileOperations line, String path, String ending) {
        boolean isTaken = line.existsFile(path + ending);
        return isTaken ? path + "." + source.now().toEpochMilli() + ending : path + ending;
    }

    /** One that several lists share goes with the last of them. */
    private static void deleteMarker(
            SftpFileOperations line,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            String path) {
        SftpConnectionComponent.LineEndpoint own = (SftpConnectionComponent.LineEndpoint) endpoint;
        own.markerOf(path)
                .filter(marker -> own.hasOwnMarkers() || isLast(exchange))
                .filter(line::existsFile)
                .ifPresent(line::deleteFile);
    }

    private static boolean isLast(Exchange exchange) {
        return exchange.getProperty(Exchange.BATCH_COMPLETE, false, Boolean.class);
    }

    private void hold(GenericFile<SftpRemoteFile> file, FileBackoff.Left left) {
        source.held.hold(file.getFileNameOnly(), RemoteFacts.of(file), left, source.now());
    }
}
