package io.reprieve.station.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import io.reprieve.settings.Secret;
import io.reprieve.settings.SecretException;
import io.reprieve.settings.SftpServer;
import java.util.Optional;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.RemoteFileConfiguration;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpOperations;

/**
 * What is done at a server. Adds to Camel's: credentials that stand in no address, read again for
 * each connection, and a look at one file that does not list its whole folder.
 */
final class LineOperations extends SftpOperations {
    private final SftpServer server;
    private Session session;
    private ChannelSftp looking;

    LineOperations(Line line) {
        super(line);
        this.server = line.server();
    }

    @Override
    protected Session createSession(RemoteFileConfiguration configuration) throws JSchException {
        SftpServer.Login login = server.login();
        SftpConfiguration own = (SftpConfiguration) configuration;
        own.setUsername(login.user());
        if (login.privateKey() == null) {
            own.setPassword(fresh(login.password()));
            own.setPreferredAuthentications("password,keyboard-interactive");
        } else {
            own.setPrivateKeyFile(login.privateKey().toString());
            own.setPrivateKeyPassphrase(
                    login.passphrase() == null ? null : fresh(login.passphrase()));
            own.setPreferredAuthentications("publickey");
        }
        looking = null;
        session = super.createSession(configuration);
        return session;
    }

    /** The last good one is better than none: a file may be missing while it is replaced. */
    private static String fresh(Secret secret) {
        try {
            secret.reload();
        } catch (SecretException e) {
            return secret.value();
        }
        return secret.value();
    }

    /**
     * What a file at the server is now.
     *
     * @return empty where there is none
     */
    Optional<RemoteFacts> facts(String path) {
        try {
            if (looking == null || !looking.isConnected()) {
                looking = (ChannelSftp) session.openChannel("sftp");
                looking.connect((int) server.connectTimeout().toMillis());
            }
            SftpATTRS found = looking.lstat(path);
            return Optional.of(new RemoteFacts(found.getSize(), found.getMTime() * 1000L));
        } catch (SftpException e) {
            if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                return Optional.empty();
            }
            throw new GenericFileOperationFailedException("Cannot look at " + path, e);
        } catch (JSchException e) {
            throw new GenericFileOperationFailedException("Cannot look at " + path, e);
        }
    }

    @Override
    public boolean existsFile(String path) {
        return facts(path).isPresent();
    }
}
