package io.reprieve.connector.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import io.reprieve.settings.Secret;
import io.reprieve.settings.SecretException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.RemoteFileConfiguration;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.util.FileUtil;

/**
 * What is done at a server. Adds to Camel's: credentials that stand in no address, read again for
 * each connection, and a look at one file that does not list its whole folder.
 */
final class SftpFileOperations extends SftpOperations {
    private final SftpConnection line;
    private final SftpServer server;
    private Session session;
    private ChannelSftp looking;

    /** Whether this connection allows no look at a single file. */
    private boolean listsOnly;

    SftpFileOperations(SftpConnection line) {
        super(line);
        this.line = line;
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
        listsOnly = line.hasOneChannel();
        session = super.createSession(configuration);
        session.setHostKeyRepository(new HostKeys(session.getHostKeyRepository()));
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

    /** What became of a file that was listed. */
    enum Now {
        SAME,
        CHANGED,
        GONE
    }

    /** What a file at the server is now, compared with what it was when it was listed. */
    Now compare(String path, RemoteFacts before) {
        Optional<RemoteFacts> now = facts(path);
        if (now.isPresent() && !listsOnly && !now.get().equals(before)) {
            // Some servers tell another time when they are asked for one file than in a listing.
            now = listed(path);
        }
        return now.map(facts -> facts.equals(before) ? Now.SAME : Now.CHANGED).orElse(Now.GONE);
    }

    /**
     * What a file at the server is now. The look has a channel of its own, so that it is one
     * question, whatever the size of the folder; where the server allows no second channel, or no
     * such question, the folder is listed.
     *
     * @return empty where there is none
     */
    Optional<RemoteFacts> facts(String path) {
        if (listsOnly) {
            return listed(path);
        }
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
            if (e.id == ChannelSftp.SSH_FX_OP_UNSUPPORTED) {
                listsOnly = true;
                return listed(path);
            }
            throw new GenericFileOperationFailedException("Cannot look at " + path, e);
        } catch (JSchException e) {
            listsOnly = true;
            line.allowsOneChannel();
            if (!session.isConnected()) {
                throw new GenericFileOperationFailedException(
                        "The server ended the connection when it was asked for a second channel;"
                                + " from now on it is not asked",
                        e);
            }
            return listed(path);
        }
    }

    private Optional<RemoteFacts> listed(String path) {
        // Of the folder: that a file is missing is also said where another goes meanwhile.
        for (SftpRemoteFile<?> file : listFiles(folderOf(path))) {
            if (file.getFilename().equals(FileUtil.stripPath(path))) {
                return Optional.of(new RemoteFacts(file.getFileLength(), file.getLastModified()));
            }
        }
        return Optional.empty();
    }

    /** The folder that a file lies in. */
    static String folderOf(String path) {
        return Optional.ofNullable(FileUtil.onlyPath(path)).orElse(".");
    }

    /** Whether the server says that there is no such file or folder. */
    static boolean isMissing(GenericFileOperationFailedException failure) {
        return failure.getCause() instanceof SftpException cause
                && cause.id == ChannelSftp.SSH_FX_NO_SUCH_FILE;
    }

    /** Also takes away a hidden file that may not get its name: nobody will ask for it. */
    @Override
    public boolean renameFile(String from, String to) {
        try {
            return super.renameFile(from, to);
        } catch (GenericFileOperationFailedException e) {
            if (FileUtil.stripPath(from).startsWith(".") && SftpErrorMessages.isRefusal(e)) {
                deleteFile(from);
            }
            throw e;
        }
    }

    /** Some servers let nothing be overwritten, but deleted: what is written here is ours. */
    @Override
    public boolean storeFile(String name, Exchange exchange, long size) {
        try {
            return super.storeFile(name, exchange, size);
        } catch (GenericFileOperationFailedException e) {
            if (!SftpErrorMessages.isRefusal(e) || !existsFile(name)) {
                throw e;
            }
            deleteFile(name);
            return super.storeFile(name, exchange, size);
        }
    }

    @Override
    public boolean existsFile(String path) {
        try {
            return facts(path).isPresent();
        } catch (GenericFileOperationFailedException e) {
            if (isMissing(e)) {
                return false;
            }
            throw e;
        }
    }
}
