package io.reprieve.connector.sftp;

import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchRevokedHostKeyException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What it means that a server did not prove to be the one that is meant, and what to do. */
final class HostKeyErrorMessages {
    private HostKeyErrorMessages() {}

    /** Empty where its host key is not what was wrong. */
    static Optional<String> of(JSchException failure, SftpServer server, String place) {
        String words = null;
        if (failure instanceof JSchChangedHostKeyException) {
            words =
                    "the host key of "
                            + place
                            + " is not the one in "
                            + server.knownHosts()
                            + ". Either the server was set up anew, or somebody has put himself in"
                            + " between; nothing was sent. Ask its operator for the fingerprint"
                            + " before you replace the line in that file";
        } else if (failure instanceof JSchRevokedHostKeyException) {
            words =
                    "the host key of "
                            + place
                            + " is marked @revoked in "
                            + server.knownHosts()
                            + ": whoever has got it can pose as that server; nothing was sent. Ask"
                            + " its operator for the new one, and put it into that file";
        } else if (failure instanceof JSchUnknownHostKeyException) {
            words = unknown(server, place);
        }
        return Optional.ofNullable(words);
    }

    private static String unknown(SftpServer server, String place) {
        Path file = server.knownHosts();
        if (hasAuthority(file)) {
            return place
                    + " did not show a certificate that a line @cert-authority in "
                    + file
                    + " vouches for: it must be one for hosts, name "
                    + server.host()
                    + " and be valid today; nothing was sent. Ask its operator for one, or put its"
                    + " host key into that file";
        }
        String start =
                Files.exists(file)
                        ? file + " has no host key for " + place
                        : "the file " + file + " with host keys does not exist";
        return start
                + ". Put the line into it that 'ssh-keyscan -p "
                + server.port()
                + " "
                + server.host()
                + "' prints, after you have compared the fingerprint with the one its operator"
                + " names";
    }

    private static boolean hasAuthority(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains("@cert-authority");
        } catch (IOException e) {
            return false;
        }
    }
}
