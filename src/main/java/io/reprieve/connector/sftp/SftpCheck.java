package io.reprieve.connector.sftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.impl.DefaultCamelContext;

/** Tries to reach a server as a source does, and changes nothing there. */
@SuppressWarnings("rawtypes")
public final class SftpCheck {
    /**
     * What came of it.
     *
     * @param isGood whether it can be reached, is who it should be, lets us in, and lists the
     *     folders
     * @param words in words
     */
    public record Finding(boolean isGood, String words) {}

    private SftpCheck() {}

    /** Connects, logs in and lists the folders of that server; at most for its poll timeout. */
    public static Finding look(SftpServer server) {
        SftpConnection line = new SftpConnection(server);
        try (DefaultCamelContext context = new DefaultCamelContext();
                SftpWatchdog watch = new SftpWatchdog(List.of(line), context).start()) {
            line.begin();
            return look(server, line, context);
        } catch (GenericFileOperationFailedException e) {
            boolean cut = line.wasCut();
            return new Finding(
                    false,
                    cut ? SftpErrorMessages.tooLong(server) : SftpErrorMessages.of(e, server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Finding look(
            SftpServer server, SftpConnection line, DefaultCamelContext context) {
        SftpConfiguration configuration = new SftpConfiguration();
        configuration.setHost(server.host());
        configuration.setPort(server.port());
        configuration.setKnownHostsFile(server.knownHosts().toString());
        configuration.setStrictHostKeyChecking("yes");
        configuration.setConnectTimeout((int) server.connectTimeout().toMillis());
        SftpConnectionComponent component = new SftpConnectionComponent();
        component.setCamelContext(context);
        SftpEndpoint endpoint =
                new SftpConnectionComponent.LineEndpoint("sftp:check", component, configuration);
        endpoint.setCamelContext(context);
        endpoint.setProxy(line);
        endpoint.setMaximumReconnectAttempts(1);
        endpoint.setReconnectDelay(1);
        RemoteFileOperations<SftpRemoteFile> operations = endpoint.createRemoteFileOperations();
        operations.connect(configuration, null);
        try {
            String words = "reached, its host key matches, login works";
            if (server.polled()) {
                int files = operations.listFiles(server.dir()).length;
                words += ", " + files + " entries in " + server.dir();
            }
            if (server.deliver().isPresent()) {
                operations.listFiles(server.deliver().get());
                words += ", results go to " + server.deliver().get();
            }
            return new Finding(true, words);
        } finally {
            operations.disconnect();
        }
    }
}
