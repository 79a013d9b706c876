package io.reprieve.connector.sftp;

import io.reprieve.errors.ErrorReporter;
import io.reprieve.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says at the server which service takes which list, so that of several that poll one folder just
 * one does. Who wants a list puts an empty file of its own into {@link #FOLDER}, and then looks
 * there: whoever finds no other's owns the list. Of two that find each other's both step back and
 * try again later. No server needs to do more for that than to show what was put before; none of
 * them has to rename, or to refuse a second file of one name.
 *
 * <p>A claim stays until its list has left the folder or nothing of it is here, whatever becomes of
 * the service, and nobody else ever breaks it: that would release mails twice. For the one thread
 * that polls.
 */
final class FileClaims {
    /** Stands in the folder that is polled. */
    static final String FOLDER = ".reprieve";

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.sftp");
    private static final Pattern OWNER = Pattern.compile("[0-9a-f]{8}");
    private static final int OWNER_BYTES = 4;

    /** So often what was put may be missing in a listing that others change at the same time. */
    private static final int PATIENCE = 5;

    private final SftpSourceBeans source;
    private final Predicate<String> isHere;
    private final Supplier<ErrorReporter> troubles;
    private final Set<String> ours = new HashSet<>();
    private final Map<String, Instant> waiting = new HashMap<>();
    private String owner;
    private boolean isMade;
    private boolean haveWorked;
    private int unlisted;
    private boolean areImpossible;

    /**
     * Claims for a source.
     *
     * @param isHere whether something of a list of that name is here: a copy, or a job whose file
     *     may still lie at the server
     */
    FileClaims(SftpSourceBeans source, Predicate<String> isHere, Supplier<ErrorReporter> troubles) {
        this.source = source;
        this.isHere = isHere;
        this.troubles = troubles;
    }

    /**
     * Finds out which claims of an earlier run are ours.
     *
     * @param file keeps what we call ourselves there
     */
    void identify(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[OWNER_BYTES];
            new SecureRandom().nextBytes(random);
            byte[] text = HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII);
            AtomicFile.write(file, text);
        }
        owner = Files.readString(file).strip();
    }

    /**
     * Whether that list may be taken here now.
     *
     * @throws GenericFileOperationFailedException when claims have worked there and do no more
     */
    boolean claim(SftpFileOperations line, GenericFile<?> file) {
        String name = file.getFileNameOnly();
        if (!source.server.shared() || areImpossible || ours.contains(name)) {
            return true;
        }
        String folder = folderBeside(file);
        try {
            announce(line, folder, name);
        } catch (GenericFileOperationFailedException e) {
            isMade = false;
            if (haveWorked || !SftpErrorMessages.isRefusal(e)) {
                throw e;
            }
            return withoutClaims(SftpErrorMessages.of(e, source.server));
        }
        Set<String> claims = claims(line, folder);
        if (!claims.contains(claimOf(name))) {
            return !haveWorked
                    && ++unlisted > PATIENCE
                    && withoutClaims("what is put there is not listed");
        }
        haveWorked = true;
        forgetOld(line, folder, claims);
        Optional<String> other = claims.stream().filter(claim -> isOthers(claim, name)).findAny();
        if (other.isPresent()) {
            stepBack(line, folder, name, other.get());
            return false;
        }
        waiting.remove(name);
        ours.add(name);
        return true;
    }

    /** Gives up the claim of a list that was dealt with, or of which nothing is here. */
    void release(SftpFileOperations line, GenericFile<?> file) {
        String name = file.getFileNameOnly();
        if (ours.remove(name)) {
            try {
                line.deleteFile(folderBeside(file) + "/" + claimOf(name));
            } catch (GenericFileOperationFailedException e) {
                LOG.debug("a claim is left, and taken away with the next list: {}", e.getMessage());
            }
        }
    }

    /** As {@link #release}, unless something of the list is here. */
    void giveUp(SftpFileOperations line, GenericFile<?> file) {
        if (!isHere.test(file.getFileNameOnly())) {
            release(line, file);
        }
    }

    /** Forgets lists that have left the folder. */
    void retain(Set<String> names) {
        ours.retainAll(names);
        waiting.keySet().retainAll(names);
    }

    private void announce(SftpFileOperations line, String folder, String name) {
        if (!isMade) {
            line.buildDirectory(folder, folder.startsWith("/"));
        }
        try {
            line.storeFileDirectly(folder + "/" + claimOf(name), "");
        } catch (GenericFileOperationFailedException e) {
            // It may stand there from an earlier run, on a server that lets nothing be overwritten.
            if (!SftpErrorMessages.isRefusal(e) || !claims(line, folder).contains(claimOf(name))) {
                throw e;
            }
        }
        isMade = true;
    }

    /** Empty where another's claim ended meanwhile, which some servers make a failure of. */
    private static Set<String> claims(SftpFileOperations line, String folder) {
        Set<String> claims = new HashSet<>();
        try {
            for (SftpRemoteFile<?> found : line.listFiles(folder)) {
                claims.add(found.getFilename());
            }
        } catch (GenericFileOperationFailedException e) {
            if (!SftpFileOperations.isMissing(e)) {
                throw e;
            }
        }
        return claims;
    }

    /** Of lists that a crash, or a connection that was lost, has left. */
    private void forgetOld(SftpFileOperations line, String folder, Set<String> claims) {
        String ending = "." + owner;
        for (String claim : claims) {
            if (claim.endsWith(ending)) {
                String name = claim.substring(0, claim.length() - ending.length());
                if (!source.isListed(name) && !isHere.test(name)) {
                    line.deleteFile(folder + "/" + claim);
                }
            }
        }
    }

    private void stepBack(SftpFileOperations line, String folder, String name, String other) {
        if (!isHere.test(name)) {
            line.deleteFile(folder + "/" + claimOf(name));
        }
        Instant since = waiting.computeIfAbsent(name, first -> source.now());
        if (since.plus(source.server.pollTimeout()).isBefore(source.now())) {
            troubles.get()
                    .say(
                            source.name() + "/" + RemoteNameRules.shown(name),
                            "another service has claimed this list and has not taken it for longer"
                                    + " than reprieve.intake.sftp."
                                    + source.server.name()
                                    + ".poll-timeout. It is left to that one, so that nothing is"
                                    + " released twice. If that service is gone for good and has"
                                    + " not released this list, delete "
                                    + FOLDER
                                    + "/"
                                    + RemoteNameRules.shown(other)
                                    + " in the folder");
        }
    }

    private boolean withoutClaims(String why) {
        areImpossible = true;
        LOG.warn(
                "{}: lists are taken without a claim ({}). If another service polls the same"
                        + " folder, both may release one list: give the user the right to write into"
                        + " {} there, or each service a folder of its own. If none does, set"
                        + " reprieve.intake.sftp.{}.shared = false",
                source.name(),
                why,
                FOLDER,
                source.server.name());
        return true;
    }

    private String claimOf(String name) {
        return name + "." + owner;
    }

    private boolean isOthers(String claim, String name) {
        String start = name + ".";
        return claim.startsWith(start)
                && !claim.equals(claimOf(name))
                && OWNER.matcher(claim.substring(start.length())).matches();
    }

    private static String folderBeside(GenericFile<?> file) {
        return SftpFileOperations.folderOf(file.getAbsoluteFilePath()) + "/" + FOLDER;
    }
}
