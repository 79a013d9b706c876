package io.reprieve.app;

import io.reprieve.files.FileWriteException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Words for failures with files, where Java has the name of a class. */
public final class FolderErrorMessages {
    private FolderErrorMessages() {}

    /** Which file, what is the matter with it, and what to do; no full stop at the end. */
    public static String of(IOException failure) {
        String said = String.valueOf(failure.getMessage());
        String lower = said.toLowerCase(Locale.ROOT);
        if (failure instanceof FileWriteException) {
            return said;
        }
        if (lower.contains("no space left") || lower.contains("quota")) {
            return "the disk is full (" + said + "). Free some room";
        }
        if (!(failure instanceof FileSystemException file)) {
            return failure.getClass().getSimpleName() + ", " + said;
        }
        if (file instanceof AccessDeniedException) {
            return "user "
                    + System.getProperty("user.name")
                    + " may not read or write "
                    + file.getFile()
                    + ". Give it the right, or be another user";
        }
        if (file instanceof NoSuchFileException) {
            return "there is no " + file.getFile();
        }
        if (file instanceof FileAlreadyExistsException) {
            return "a file stands where a folder is needed: " + file.getFile();
        }
        return file.getReason() == null
                ? file.getClass().getSimpleName() + ", " + said
                : file.getFile() + ": " + file.getReason();
    }
}
