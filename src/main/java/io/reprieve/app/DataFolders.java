package io.reprieve.app;

import io.reprieve.files.Access;
import io.reprieve.files.PrivateFiles;
import io.reprieve.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders below the data folder: that they are there, and who may do what in them. */
final class DataFolders {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.start");

    /** Made when there is something to put in. */
    private static final Map<String, Access> LATER =
            Map.of("proposals", Access.GROUP_READS, "incoming", Access.OWNER);

    private static final Map<String, Access> OURS = new LinkedHashMap<>();

    static {
        OURS.put("done", Access.GROUP_READS);
        OURS.put("rejected", Access.GROUP_READS);
        OURS.put("reports", Access.GROUP_READS);
        OURS.put("dead-letter", Access.GROUP_READS);
        OURS.put("approvals", Access.GROUP_READS);
        OURS.put("ledger", Access.OWNER);
    }

    private final Settings settings;
    private final Path data;
    private final Path inbox;

    DataFolders(Settings settings) {
        this.settings = settings;
        this.data = settings.dataDir();
        this.inbox = settings.files().dir();
    }

    /**
     * Makes the folders that are missing, and closes those that are open to others. An inbox that
     * somebody made elsewhere, and a data folder that holds other things too, stay as they are.
     *
     * @throws StartException when one cannot be made, written or given to the group, in words
     */
    void prepare() throws StartException {
        boolean isInboxNew = !Files.exists(inbox);
        make(data);
        tellOwner();
        GroupPrincipal group = group();
        if (holdsNothingElse()) {
            give(Access.GROUP_READS, data, group, Access.Reach.FOLDER);
        }
        make(inbox);
        if (isInboxNew || isBelowData(inbox)) {
            give(Access.GROUP_ADDS, inbox, group, Access.Reach.FOLDERS);
        }
        for (Map.Entry<String, Access> folder : OURS.entrySet()) {
            Path path = data.resolve(folder.getKey());
            make(path);
            give(folder.getValue(), path, group, Access.Reach.ALL);
        }
        for (Map.Entry<String, Access> folder : LATER.entrySet()) {
            Path path = data.resolve(folder.getKey());
            if (Files.isDirectory(path)) {
                give(folder.getValue(), path, group, Access.Reach.ALL);
            }
        }
    }

    /**
     * Looks at what a start by this user would meet; makes and changes nothing.
     *
     * @return what would be in its way, in words
     */
    Set<String> look() {
        Set<String> troubles = new LinkedHashSet<>();
        look(inbox, troubles);
        OURS.keySet().forEach(name -> look(data.resolve(name), troubles));
        return troubles;
    }

    /** A folder that is missing will be made in the next one above it. */
    private static void look(Path folder, Set<String> troubles) {
        Path there = folder.toAbsolutePath().normalize();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (Files.isRegularFile(there)) {
            troubles.add(there + " is a file, and a folder is needed there; move it away");
        } else if (!Files.isWritable(there) || !Files.isExecutable(there)) {
            troubles.add(
                    there
                            + " cannot be written by this user ("
                            + System.getProperty("user.name")
                            + "). Give it write permission, or set reprieve.data.dir or"
                            + " reprieve.intake.files.dir to another folder");
        }
    }

    /** Root may write everywhere, and what it makes may keep everybody else out. */
    private void tellOwner() throws StartException {
        try {
            String owner = Files.getOwner(data).getName();
            String user = System.getProperty("user.name");
            if ("root".equals(user) && !user.equals(owner)) {
                LOG.warn(
                        "this is root, and {} belongs to {}: what is made there now may not be read"
                                + " or written by a service of {}. Better: sudo -u {} bin/reprieve …",
                        data.toAbsolutePath(),
                        owner,
                        owner,
                        owner);
            }
        } catch (IOException e) {
            throw unreadable(e);
        } catch (UnsupportedOperationException e) {
            // No owners here.
            return;
        }
    }

    private void make(Path folder) throws StartException {
        try {
            PrivateFiles.makeFolder(folder);
        } catch (IOException e) {
            throw new StartException(
                    "The folder "
                            + folder.toAbsolutePath()
                            + " cannot be made. Check reprieve.data.dir and"
                            + " reprieve.intake.files.dir, and that this user may write there."
                            + " What happened: "
                            + FolderErrorMessages.of(e)
                            + ".",
                    e);
        }
        if (!folder.equals(data) && !Files.isWritable(folder)) {
            throw new StartException(
                    "The folder "
                            + folder.toAbsolutePath()
                            + " cannot be written by this user. Give it write permission, or set"
                            + " reprieve.data.dir to another folder.");
        }
    }

    private GroupPrincipal group() throws StartException {
        if (settings.dataGroup().isEmpty()) {
            return null;
        }
        String name = settings.dataGroup().get();
        try {
            return Access.group(data, name);
        } catch (UserPrincipalNotFoundException e) {
            throw new StartException(
                    "There is no group '" + name + "' on this machine. Check reprieve.data.group.",
                    e);
        } catch (IOException | UnsupportedOperationException e) {
            throw new StartException(
                    "The group '" + name + "' (reprieve.data.group) cannot be looked up: " + e, e);
        }
    }

    private void give(Access access, Path folder, GroupPrincipal group, Access.Reach reach)
            throws StartException {
        Optional<Path> open;
        try {
            open = access.give(folder, group, reach);
        } catch (IOException e) {
            throw new StartException(
                    "The folder "
                            + folder.toAbsolutePath()
                            + " cannot be kept for "
                            + (group == null
                                    ? "this user"
                                    : "the group " + group.getName() + " (reprieve.data.group)")
                            + ". It must belong to this user, who must be a member of the group. ("
                            + e
                            + ")",
                    e);
        }
        open.ifPresent(
                path ->
                        LOG.warn(
                                "others may read {}, and this user cannot change that: it belongs"
                                        + " to somebody else. It holds mail addresses; give it to"
                                        + " this user, or close it (chmod go-rwx)",
                                path));
    }

    private boolean isBelowData(Path folder) throws StartException {
        try {
            return folder.toRealPath().startsWith(data.toRealPath());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Nobody's home or /tmp is to be closed for having been named. */
    private boolean holdsNothingElse() throws StartException {
        try (Stream<Path> all = Files.list(data)) {
            return all.map(path -> path.getFileName().toString())
                    .allMatch(
                            name ->
                                    OURS.containsKey(name)
                                            || LATER.containsKey(name)
                                            || data.resolve(name).equals(inbox));
        } catch (IOException | java.io.UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    private StartException unreadable(Exception failure) {
        return new StartException(
                "The data folder " + data.toAbsolutePath() + " cannot be read: " + failure,
                failure);
    }
}
