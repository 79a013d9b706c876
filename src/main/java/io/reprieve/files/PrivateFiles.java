package io.reprieve.files;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The one place where files and folders come into being, so that nobody else can read mail
 * addresses in them, whatever the umask: files of 0600 in folders of 0700. In a folder that is open
 * to a group and to nobody else, what is made may be read by that group too; that is how {@link
 * Access} is handed on. Where the file system knows no such permissions, nothing is done about
 * them.
 *
 * <p>Safe to share between threads. Every failure is an {@link IOException} that names the file.
 */
public final class PrivateFiles {
    private static final int OWNER_FILE = 0600;
    private static final int OWNER_FOLDER = 0700;
    private static final int GROUP = 0070;
    private static final int GROUP_READS = 0040;
    private static final int OTHERS = 0007;
    private static final int KEEPS_GROUP = 02000;

    private PrivateFiles() {}

    /** Makes a folder and those around it that are missing, durably; one that is there stays. */
    public static void makeFolder(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            return;
        }
        Path around = absolute.getParent();
        makeFolder(around);
        try {
            Files.createDirectory(absolute, permissions(absolute, "rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(absolute)) {
                throw e;
            }
        }
        fit(absolute, around);
        syncFolder(around);
    }

    /** Begins a file that is not there yet. An interrupt does not close it. */
    public static FileOutputStream create(Path file) throws IOException {
        make(file);
        return new FileOutputStream(file.toFile());
    }

    /** Makes a file without content, unless it is there. */
    public static void makeFile(Path file) throws IOException {
        try {
            make(file);
        } catch (FileAlreadyExistsException e) {
            // As it was asked for.
            return;
        }
    }

    /** Opens a file for writing and locking; made where it is missing. */
    public static FileChannel open(Path file) throws IOException {
        makeFile(file);
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Writes a file, in place of what stood there. */
    public static OutputStream write(Path file) throws IOException {
        makeFile(file);
        return Files.newOutputStream(
                file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Copies what a file holds, in place of what stood at the target; not who may read it. */
    public static void copy(Path from, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(from)) {
            copy(in, to);
        }
    }

    /** Copies what comes, in place of what stood at the target. */
    public static void copy(InputStream from, Path to) throws IOException {
        try (OutputStream out = write(to)) {
            from.transferTo(out);
        }
    }

    /** A new file in Java's temporary folder. */
    public static Path temporaryFile(String prefix, String suffix) throws IOException {
        return Files.createTempFile(prefix, suffix, readableByOwner("rw-------"));
    }

    /** A new file of a random name in that folder. */
    public static Path temporaryFile(Path folder, String prefix, String suffix) throws IOException {
        makeFolder(folder);
        return Files.createTempFile(folder, prefix, suffix, permissions(folder, "rw-------"));
    }

    /** A new folder in Java's temporary folder. */
    public static Path temporaryFolder(String prefix) throws IOException {
        return Files.createTempDirectory(prefix, readableByOwner("rwx------"));
    }

    /** A new folder of a random name in that folder. */
    public static Path temporaryFolder(Path folder, String prefix) throws IOException {
        makeFolder(folder);
        return Files.createTempDirectory(folder, prefix, permissions(folder, "rwx------"));
    }

    /**
     * Moves a file to a place where nothing stands; the folder there is made. What was another's is
     * then for those alone who may enter that folder, as far as the file is ours.
     */
    public static void move(Path from, Path to) throws IOException {
        makeFolder(to.toAbsolutePath().getParent());
        Files.move(from, to);
        adopt(to);
    }

    /** Gives a file another name at once, in place of what stood there. */
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Takes away what others may do with a file that came from somebody, where it is ours. One that
     * belongs to another user stays as it is: its folder keeps all others away.
     */
    public static void adopt(Path file) throws IOException {
        adopt(file, file.toAbsolutePath().getParent());
    }

    /** The same for a file that is about to be moved to a folder. */
    public static void adopt(Path file, Path folder) throws IOException {
        if (!knowsModes(file)) {
            return;
        }
        int wanted = OWNER_FILE | inherited(folder) & GROUP_READS;
        if (mode(file) != wanted) {
            try {
                Files.setAttribute(file, "unix:mode", wanted, LinkOption.NOFOLLOW_LINKS);
            } catch (FileSystemException e) {
                // Another user's; see above.
                return;
            }
        }
    }

    /** Brings the names in a folder to the disk. */
    public static void syncFolder(Path folder) throws IOException {
        // Windows cannot open a folder, and keeps names in its journal.
        if (File.separatorChar == '\\') {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static boolean knowsModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** Permissions and what else stands in a mode, without the kind of file. */
    static int mode(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
    }

    private static void make(Path file) throws IOException {
        Files.createFile(file, permissions(file, "rw-------"));
        if (knowsModes(file)) {
            int group = inherited(file.toAbsolutePath().getParent()) & GROUP_READS;
            if (group != 0) {
                Files.setAttribute(file, "unix:mode", OWNER_FILE | group);
            }
        }
    }

    private static void fit(Path folder, Path around) throws IOException {
        if (knowsModes(folder)) {
            int wanted = OWNER_FOLDER | inherited(around);
            if (mode(folder) != wanted) {
                Files.setAttribute(folder, "unix:mode", wanted);
            }
        }
    }

    /**
     * What a folder grants its group; nothing where it is open to all, as a temporary folder is.
     */
    private static int inherited(Path folder) throws IOException {
        int mode;
        try {
            mode = mode(folder.toRealPath());
        } catch (NoSuchFileException e) {
            return 0;
        }
        return (mode & OTHERS) == 0 && (mode & GROUP) != 0 ? mode & (GROUP | KEEPS_GROUP) : 0;
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        return knowsModes(path) ? readableByOwner(permissions) : new FileAttribute<?>[0];
    }

    private static FileAttribute<?>[] readableByOwner(String permissions) {
        boolean known = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return known
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            Set.copyOf(PosixFilePermissions.fromString(permissions)))
                }
                : new FileAttribute<?>[0];
    }
}
