package io.reprieve.connector.sftp;

import com.jcraft.jsch.ChannelSftp;
import io.reprieve.importing.IgnoredNames;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which files of a listing are taken in this poll. For the one thread that polls. */
@SuppressWarnings("rawtypes")
final class SftpFileFilter implements GenericFileFilter<SftpRemoteFile> {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.sftp");

    /** So many files are told of that cannot be lists. */
    private static final int MAX_TOLD = 1000;

    /** S_IFMT of POSIX. */
    private static final int FILE_TYPE = 0170000;

    private final SftpSourceBeans source;
    private final Set<String> told = new HashSet<>();

    SftpFileFilter(SftpSourceBeans source) {
        this.source = source;
    }

    @Override
    public boolean accept(GenericFile<SftpRemoteFile> file) {
        String name = file.getFileNameOnly();
        if (IgnoredNames.is(name)) {
            return false;
        }
        Optional<String> problem = problem(name, file.getFile());
        if (problem.isPresent()) {
            tellOnce(name, problem.get());
            return false;
        }
        source.list(name);
        RemoteFacts facts = RemoteFacts.of(file);
        if (wasRenamed(name) || source.held.mustWait(name, facts, source.now())) {
            return false;
        }
        // A marker says that a list is whole; Camel looks for it.
        boolean isTold = source.server.doneFile().isPresent();
        if (!isTold && !source.sightings.isOldEnough(name, facts, source.now())) {
            source.leaveYoung();
            return false;
        }
        return true;
    }

    private Optional<String> problem(String name, SftpRemoteFile file) {
        boolean isOrdinary =
                file.getRemoteFile() instanceof ChannelSftp.LsEntry entry && isOrdinary(entry);
        return RemoteNameRules.problem(name)
                .or(() -> besideMarker(name))
                .or(() -> isOrdinary ? Optional.empty() : Optional.of("it is no ordinary file"));
    }

    /** Servers on Windows give permissions without the bits that tell a file from a folder. */
    private static boolean isOrdinary(ChannelSftp.LsEntry entry) {
        boolean isUntold = (entry.getAttrs().getPermissions() & FILE_TYPE) == 0;
        boolean looksSo = "dlbcps".indexOf(entry.getLongname().charAt(0)) < 0;
        return entry.getAttrs().isReg() || (isUntold && looksSo);
    }

    /** Camel would take it for an expression, and no list of the poll would be taken. */
    private Optional<String> besideMarker(String name) {
        return source.server.doneFile().isPresent()
                        && (name.contains("${") || name.contains("$simple{"))
                ? Optional.of(
                        "its name has ${, which cannot stand beside reprieve.intake.sftp."
                                + source.server.name()
                                + ".done-file")
                : Optional.empty();
    }

    private boolean wasRenamed(String name) {
        AfterTaken after = source.server.after();
        return after.kind() == AfterTaken.Kind.RENAME && name.endsWith(after.name());
    }

    private void tellOnce(String name, String why) {
        if (told.size() < MAX_TOLD && told.add(name)) {
            LOG.warn(
                    "ignored {}/{}: {}; it stays where it is",
                    source.name(),
                    RemoteNameRules.shown(name),
                    why);
        }
    }
}
