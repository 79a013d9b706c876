package io.reprieve;

import io.reprieve.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices a ledger that was lost: without it, ids of earlier jobs would be sent again without a
 * word.
 */
final class LostLedger {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.ledger");

    private LostLedger() {}

    /**
     * Compares the ledger's file with the reports beside it.
     *
     * @throws StartException when the file is there but empty, although there were jobs
     */
    static void check(Path dataDir) throws StartException {
        Path file = dataDir.resolve("ledger").resolve(Ledger.FILE);
        try {
            if (!hasReports(dataDir.resolve("reports"))) {
                return;
            }
            if (!Files.exists(file)) {
                LOG.warn(
                        "the ledger begins anew, although there are reports of earlier jobs: their"
                                + " ids are not known and would be sent again");
            } else if (Files.size(file) == 0) {
                throw new StartException(
                        "The ledger "
                                + file.toAbsolutePath()
                                + " is empty, although there are reports of earlier jobs. Restore it"
                                + " from a backup; or delete it to begin anew, knowing that ids of"
                                + " earlier jobs would be sent again.");
            }
        } catch (IOException e) {
            throw new StartException("The data folder cannot be read: " + e, e);
        }
    }

    private static boolean hasReports(Path reports) throws IOException {
        try (Stream<Path> jobs = Files.list(reports)) {
            return jobs.findAny().isPresent();
        }
    }
}
