package io.reprieve.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Locale;

/** Thrown when a file cannot be written. The message names it and says what an operator can do. */
public final class FileWriteException extends IOException {

    private final transient Path file;

    private FileWriteException(Path file, String words, IOException cause) {
        super("cannot write " + file + ": " + words, cause);
        this.file = file;
    }

    /** The file that was to be written. */
    public Path file() {
        return file;
    }

    /** Puts a failure into words, unless it is in words already. */
    static FileWriteException of(Path file, IOException cause) {
        return cause instanceof FileWriteException known
                ? known
                : new FileWriteException(file, words(file, cause), cause);
    }

    // The system has no codes for these in Java, only its own messages.
    private static String words(Path file, IOException cause) {
        String message = String.valueOf(cause.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("quota")) {
            return "the disk is full. Free some room; what stood there before is untouched";
        }
        if (lower.contains("read-only file system")) {
            return "the file system is read-only. Mount it for writing";
        }
        if (cause instanceof AccessDeniedException) {
            return "this user may not write there. Give it write access to " + file.getParent();
        }
        if (cause instanceof FileAlreadyExistsException exists) {
            return "a file stands where a folder is needed. Move away " + exists.getFile();
        }
        if (lower.contains("is a directory") || lower.contains("directory not empty")) {
            return "a folder of that name is in the way. Move it away";
        }
        return cause.getClass().getSimpleName() + ", " + message;
    }
}
