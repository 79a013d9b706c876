package io.reprieve.cli;

import io.reprieve.app.BusyException;
import io.reprieve.app.FolderErrorMessages;
import io.reprieve.app.StartException;
import io.reprieve.files.FileWriteException;
import io.reprieve.ledger.LedgerException;
import io.reprieve.settings.SettingsException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;

/** Words for what went wrong, where it is no defect of ours: then no stack trace helps anybody. */
final class Failures {
    /** Whose message is meant for people as it is. */
    private static final List<Class<? extends Exception>> IN_WORDS =
            List.of(
                    SettingsException.class,
                    StartException.class,
                    BusyException.class,
                    LedgerException.class,
                    UsageException.class,
                    FileWriteException.class);

    private Failures() {}

    /**
     * What to tell of a failure that has its cause outside the program: settings, files, rights,
     * the disk.
     *
     * @return empty where it looks like a defect
     */
    static Optional<String> foreseen(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (IN_WORDS.stream().anyMatch(cause.getClass()::equals)) {
                return Optional.of(cause.getMessage());
            }
            if (cause instanceof IOException broken) {
                return Optional.of(sentence(FolderErrorMessages.of(broken)));
            }
            if (cause instanceof InvalidPathException name) {
                return Optional.of(
                        "A name cannot be said in this locale, or cannot be a name of a file: "
                                + name.getReason()
                                + ". Set LANG=C.UTF-8, or give the file another name.");
            }
        }
        return Optional.empty();
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }
}
