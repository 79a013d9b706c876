package io.reprieve.connector.sftp;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpComponent;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.spi.annotations.Component;

/**
 * Camel's SFTP component with {@link SftpFileOperations}. It also takes folders that begin with
 * {@code /}, which Camel's own makes relative.
 */
@Component("sftp")
@SuppressWarnings("rawtypes")
final class SftpConnectionComponent extends SftpComponent {
    @Override
    protected GenericFileEndpoint<SftpRemoteFile> buildFileEndpoint(
            String uri, String remaining, Map<String, Object> parameters) throws Exception {
        String address = uri.replaceFirst("(?s)\\?.*", "");
        return new LineEndpoint(uri, this, new SftpConfiguration(new URI(address)));
    }

    /** An endpoint whose line can be cut. */
    static final class LineEndpoint extends SftpEndpoint {
        LineEndpoint(String uri, SftpComponent component, SftpConfiguration configuration) {
            super(uri, component, configuration);
        }

        @Override
        public RemoteFileOperations<SftpRemoteFile> createRemoteFileOperations() {
            SftpFileOperations operations = new SftpFileOperations((SftpConnection) getProxy());
            operations.setEndpoint(this);
            return operations;
        }

        /** The place of the marker that stands beside a list. */
        Optional<String> markerOf(String path) {
            return getDoneFileName() == null
                    ? Optional.empty()
                    : Optional.of(createDoneFileName(path));
        }

        /** Whether each list has a marker of its own. */
        boolean hasOwnMarkers() {
            return getDoneFileName().contains("{file:name");
        }
    }
}
