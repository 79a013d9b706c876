package io.reprieve.cli;

import io.reprieve.ledger.DataFolderLock;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Opens a ledger that is already there, for commands that only look. */
final class Ledgers {
    private Ledgers() {}

    static Ledger open(Settings settings) throws UsageException {
        Path file = folder(settings).resolve(Ledger.FILE).toAbsolutePath().normalize();
        if (Files.notExists(file)) {
            throw new UsageException(
                    "There is no ledger in " + file.getParent() + " yet. Check reprieve.data.dir.");
        }
        if (!Files.isReadable(file)) {
            throw new UsageException(
                    "The ledger "
                            + file
                            + " may not be read by this user ("
                            + user()
                            + ")."
                            + asOwner(file));
        }
        return Ledger.open(folder(settings), Clock.systemUTC());
    }

    /** Who may, as far as this user may know. */
    private static String asOwner(Path file) {
        for (Path path = file; path != null; path = path.getParent()) {
            try {
                if (path.getNameCount() > 1) {
                    String owner = Files.getOwner(path).getName();
                    return owner.equals(user())
                            ? " Give it the right to."
                            : " " + path + " belongs to " + owner + ": sudo -u " + owner + " …";
                }
            } catch (IOException | UnsupportedOperationException e) {
                continue;
            }
        }
        return "";
    }

    static Job job(Ledger ledger, String id) throws UsageException {
        return ledger.jobs()
                .find(id)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "There is no job " + id + ". See bin/reprieve status."));
    }

    /** Who gives the command, for reports. */
    static String user() {
        return System.getProperty("user.name");
    }

    static boolean exists(Settings settings) {
        return Files.exists(folder(settings).resolve(Ledger.FILE));
    }

    /** Whether a process works on the data folder: then its lock cannot be had. */
    static boolean isServed(Settings settings) throws IOException {
        return DataFolderLock.isHeld(folder(settings));
    }

    static Path folder(Settings settings) {
        return settings.dataDir().resolve("ledger");
    }
}
