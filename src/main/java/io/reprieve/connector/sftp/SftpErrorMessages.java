package io.reprieve.connector.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a failure at a server means, and what to do about it. Never has a secret in it. */
final class SftpErrorMessages {
    private static final int DEEPEST = 20;

    /** SSH_FX_NO_SPACE_ON_FILESYSTEM and SSH_FX_QUOTA_EXCEEDED of later versions of SFTP. */
    private static final Set<Integer> NO_ROOM = Set.of(14, 15);

    /** As servers on POSIX and Windows say it. */
    private static final String NO_ROOM_WORDS =
            "(?is).*(no space left|disk full|quota|not enough space).*";

    /** What JSch calls the kinds of algorithms, by how their names begin. */
    private static final Map<String, String> ALGORITHMS =
            Map.of(
                    "kex", "key exchange",
                    "server_host_key", "kind of host key",
                    "cipher", "cipher",
                    "mac", "MAC",
                    "compression", "compression");

    private static final Set<Integer> REFUSALS =
            Set.of(
                    ChannelSftp.SSH_FX_NO_SUCH_FILE,
                    ChannelSftp.SSH_FX_PERMISSION_DENIED,
                    ChannelSftp.SSH_FX_FAILURE,
                    ChannelSftp.SSH_FX_OP_UNSUPPORTED);

    private SftpErrorMessages() {}

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
                .anyMatch(SftpErrorMessages::isRefusal);
    }

    private static boolean isRefusal(SftpException cause) {
        return REFUSALS.contains(cause.id)
                && cause.getCause() == null
                && !said(cause).matches(NO_ROOM_WORDS);
    }

    /** Whether that is so of giving another name to a file. */
    static boolean isRefusedRename(Throwable failure) {
        return isRefusal(failure)
                && causes(failure).stream()
                        .map(Throwable::getMessage)
                        .anyMatch(said -> said != null && said.startsWith("Cannot rename file"));
    }

    private static String ofCause(Throwable cause, SftpServer server, String place) {
        if (cause instanceof JSchException refused) {
            Optional<String> words =
                    HostKeyErrorMessages.of(refused, server, place)
                            .or(() -> inCommon(refused, place));
            return words.orElseGet(() -> login(refused.getMessage(), server, place));
        }
        if (cause instanceof LinkageError && server.login().privateKey() != null) {
            return "the file of "
                    + key(server, "private-key")
                    + " is encrypted with a cipher that Reprieve does not have, as"
                    + " chacha20-poly1305@openssh.com is; 'ssh-keygen -p -Z aes256-ctr -f FILE'"
                    + " writes it anew with one that it has";
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
        return null;
    }

    /** Where two ends must agree on an algorithm and have none in common. */
    private static Optional<String> inCommon(JSchException refused, String place) {
        if (!(refused instanceof JSchAlgoNegoFailException failed)) {
            return Optional.empty();
        }
        String kind = failed.getAlgorithmName();
        for (Map.Entry<String, String> known : ALGORITHMS.entrySet()) {
            if (kind.startsWith(known.getKey())) {
                kind = known.getValue();
            }
        }
        return Optional.of(
                "Reprieve and "
                        + place
                        + " have no "
                        + kind
                        + " in common. The server offers only "
                        + RemoteNameRules.shown(failed.getServerProposal())
                        + ", which counts as broken; ask its operator for one of "
                        + failed.getJSchProposal());
    }

    private static String refused(SftpException refused, SftpServer server) {
        if (refused.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
            return "the server has no such file or folder; check " + key(server, "dir");
        }
        if (refused.id == ChannelSftp.SSH_FX_PERMISSION_DENIED) {
            return "the server does not permit that to the user of " + key(server, "user");
        }
        if (refused.id == ChannelSftp.SSH_FX_OP_UNSUPPORTED) {
            return "the server does not know how to do that";
        }
        if (NO_ROOM.contains(refused.id) || said(refused).matches(NO_ROOM_WORDS)) {
            return "the disk of the server, or what its user may use of it, is full; ask its"
                    + " operator for room. It is tried again";
        }
        // Version 3 of the protocol has no number for what else can go wrong.
        if (refused.id == ChannelSftp.SSH_FX_FAILURE && refused.getCause() == null) {
            return "the server could not do that and does not say why ('"
                    + RemoteNameRules.shown(said(refused))
                    + "'): its disk may be full, a folder of that name may stand there, or the user"
                    + " of "
                    + key(server, "user")
                    + " may not do it; its operator's log tells. It is tried again";
        }
        return null;
    }

    private static String said(SftpException refused) {
        return refused.getMessage() == null ? "" : refused.getMessage();
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
