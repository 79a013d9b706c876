package io.reprieve.station.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import com.jcraft.jsch.SftpException;
import io.reprieve.settings.SftpServer;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a failure at a server means, and what to do about it. Never has a secret in it. */
final class SftpWords {
    private static final int DEEPEST = 20;

    private static final Set<Integer> REFUSALS =
            Set.of(
                    ChannelSftp.SSH_FX_NO_SUCH_FILE,
                    ChannelSftp.SSH_FX_PERMISSION_DENIED,
                    ChannelSftp.SSH_FX_FAILURE,
                    ChannelSftp.SSH_FX_OP_UNSUPPORTED);

    private SftpWords() {}

    static String of(Throwable failure, SftpServer server) {
        List<Throwable> causes = causes(failure);
        String place = server.host() + ":" + server.port();
        for (Throwable cause : causes) {
            String words = ofCause(cause, server, place);
            if (words != null) {
                return words;
            }
        }
        Throwable root = causes.get(causes.size() - 1);
        String said =
                root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return "the connection to " + place + " failed: " + said + "; it is tried again";
    }

    /** Because the work took too long. */
    static String tooLong(SftpServer server) {
        return "the server "
                + server.host()
                + ":"
                + server.port()
                + " took longer than "
                + key(server, "poll-timeout")
                + ", so the connection was closed; it is tried again. If the line is just slow,"
                + " raise that setting";
    }

    /**
     * Whether the server does not do what it was asked for. Many say just that they failed where
     * they do not permit it.
     */
    static boolean isRefusal(Throwable failure) {
        return causes(failure).stream()
                .filter(SftpException.class::isInstance)
                .map(SftpException.class::cast)
                .anyMatch(cause -> REFUSALS.contains(cause.id) && cause.getCause() == null);
    }

    /** Whether that is so of giving another name to a file. */
    static boolean isRefusedRename(Throwable failure) {
        return isRefusal(failure)
                && causes(failure).stream()
                        .map(Throwable::getMessage)
                        .anyMatch(said -> said != null && said.startsWith("Cannot rename file"));
    }

    private static String ofCause(Throwable cause, SftpServer server, String place) {
        if (cause instanceof JSchChangedHostKeyException) {
            return "the host key of "
                    + place
                    + " is not the one in "
                    + server.knownHosts()
                    + ". Either the server was set up anew, or somebody has put himself in"
                    + " between; nothing was sent. Ask its operator for the fingerprint before you"
                    + " replace the line in that file";
        }
        if (cause instanceof JSchUnknownHostKeyException) {
            return unknownHost(server, place);
        }
        if (cause instanceof UnknownHostException) {
            return "there is no machine called " + server.host() + "; check " + key(server, "host");
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return "nobody answers at " + place + "; is the server up, and the port right?";
        }
        if (cause instanceof SocketTimeoutException) {
            return "no answer from " + place + " within " + key(server, "connect-timeout");
        }
        if (cause instanceof SftpException refused) {
            return refused(refused, server);
        }
        return cause instanceof JSchException ? login(cause.getMessage(), server, place) : null;
    }

    private static String unknownHost(SftpServer server, String place) {
        String file = server.knownHosts().toString();
        String start =
                Files.exists(server.knownHosts())
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

    private static String refused(SftpException refused, SftpServer server) {
        if (refused.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
            return "the server has no such file or folder; check " + key(server, "dir");
        }
        if (refused.id == ChannelSftp.SSH_FX_PERMISSION_DENIED) {
            return "the server does not permit that to the user of " + key(server, "user");
        }
        return null;
    }

    private static String login(String said, SftpServer server, String place) {
        if (said == null) {
            return null;
        }
        if (said.startsWith("Auth ") || said.startsWith("USERAUTH")) {
            String proof = server.login().privateKey() == null ? "password" : "private-key";
            return place
                    + " refuses the login; check "
                    + key(server, "user")
                    + " and "
                    + key(server, proof)
                    + (proof.equals("password") ? "" : " with its passphrase");
        }
        if (said.contains("Incorrect passphrase")) {
            return "the passphrase of "
                    + key(server, "passphrase")
                    + " does not open the file of "
                    + key(server, "private-key");
        }
        if (said.contains("privatekey") || said.contains("FileNotFoundException")) {
            return "the file of " + key(server, "private-key") + " cannot be read as a private key";
        }
        return said.contains("timeout")
                ? "no answer from " + place + " within " + key(server, "connect-timeout")
                : null;
    }

    /** A setting of that server. */
    static String key(SftpServer server, String name) {
        return "reprieve.intake.sftp." + server.name() + "." + name;
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        Throwable cause = failure;
        while (cause != null && causes.size() < DEEPEST) {
            causes.add(cause);
            cause = cause.getCause();
        }
        return causes;
    }
}
