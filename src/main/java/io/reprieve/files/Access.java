package io.reprieve.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what in a folder of ours, besides us. Given to folders when a process begins; {@link
 * PrivateFiles} hands it on to all that is made inside.
 */
public enum Access {
    /** Nobody else. */
    OWNER(0700, 0700),
    /** The group, if there is one, may read. */
    GROUP_READS(0700, 02750),
    /** The group, if there is one, may put files in, too. */
    GROUP_ADDS(0700, 02770);

    /** What of a folder is ours. */
    public enum Reach {
        /** The folder itself. */
        FOLDER,
        /** It and the folders in it; the files are other people's. */
        FOLDERS,
        /** All that lies in it. */
        ALL
    }

    private final int alone;
    private final int withGroup;

    Access(int alone, int withGroup) {
        this.alone = alone;
        this.withGroup = withGroup;
    }

    /**
     * A group of this machine.
     *
     * @throws UserPrincipalNotFoundException when there is none of that name
     */
    public static GroupPrincipal group(Path near, String name) throws IOException {
        return near.getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByGroupName(name);
    }

    /**
     * Gives a folder this access, and all that lies in it where that was not so before.
     *
     * @param folder a folder that is there
     * @param group whose access is meant, or null for nobody's
     * @param reach what of it is ours
     * @return what could not be changed first, because it belongs to somebody else and is open to
     *     others; empty where all is as it should be, or the file system knows no permissions
     * @throws IOException when the folder cannot be read, or the group cannot be given
     */
    public Optional<Path> give(Path folder, GroupPrincipal group, Reach reach) throws IOException {
        Path real = folder.toRealPath();
        if (!PrivateFiles.knowsModes(real)) {
            return Optional.empty();
        }
        int wanted = group == null ? alone : withGroup;
        if (PrivateFiles.mode(real) == wanted && hasGroup(real, group)) {
            return Optional.empty();
        }
        Walk walk = new Walk(real, wanted, this == OWNER ? null : group, reach == Reach.ALL);
        int depth = reach == Reach.FOLDER ? 0 : Integer.MAX_VALUE;
        Files.walkFileTree(real, Set.of(), depth, walk);
        return Optional.ofNullable(walk.open);
    }

    private boolean hasGroup(Path path, GroupPrincipal group) throws IOException {
        return group == null
                || this == OWNER
                || groupOf(path).readAttributes().group().equals(group);
    }

    private static PosixFileAttributeView groupOf(Path path) {
        return Files.getFileAttributeView(
                path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Folders first, so that nobody comes in meanwhile. */
    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path top;
        private final int folders;
        private final int files;
        private final GroupPrincipal group;
        private final boolean withFiles;
        private Path open;

        private Walk(Path top, int mode, GroupPrincipal group, boolean withFiles) {
            this.top = top;
            this.folders = mode;
            this.files = 0600 | mode & 0040;
            this.group = group;
            this.withFiles = withFiles;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts)
                throws IOException {
            set(folder, folders);
            return Files.isReadable(folder)
                    ? FileVisitResult.CONTINUE
                    : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
            if (file.equals(top)) {
                // Where a walk ends a folder counts as a file.
                set(file, folders);
            } else if (withFiles && facts.isRegularFile()) {
                set(file, files);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }

        private void set(Path path, int mode) throws IOException {
            try {
                if (group != null) {
                    groupOf(path).setGroup(group);
                }
                Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
            } catch (IOException e) {
                if (group != null && path.equals(top)) {
                    throw e;
                }
            }
            boolean isOpen = (PrivateFiles.mode(path) & 0077 & ~mode) != 0;
            if (isOpen && open == null) {
                open = path;
            }
        }
    }
}
