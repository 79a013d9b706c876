package io.reprieve.app;

import io.reprieve.files.AtomicFile;
import io.reprieve.ledger.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices a ledger that was lost, or that has lost its newest entries: ids of jobs that it does not
 * know would be sent again without a word. The reports tell: a job is in the ledger before it has
 * one.
 */
final class LostLedger {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.ledger");

    /** Holds the newest report of the time when a new ledger was begun beside old reports. */
    private static final String BEGUN_ANEW = "begun-anew";

    /** Names of jobs begin with their time, so that their order is that of the jobs. */
    private static final Pattern JOB = Pattern.compile("\\d{8}T\\d{6}Z-.+");

    private LostLedger() {}

    /**
     * Compares the ledger's file with the reports beside it. Before it is opened: that makes it.
     *
     * @throws StartException when the file is there but empty, or does not know the newest report's
     *     job
     */
    static void check(Path dataDir) throws StartException {
        Path file = dataDir.resolve("ledger").resolve(Ledger.FILE);
        try {
            if (!hasReports(dataDir)) {
                return;
            }
            if (!Files.exists(file)) {
                LOG.warn(
                        "the ledger begins anew, although there are reports of earlier jobs: their"
                                + " ids are not known and would be sent again");
                byte[] newest = newestReport(dataDir).orElse("").getBytes(StandardCharsets.UTF_8);
                AtomicFile.write(file.resolveSibling(BEGUN_ANEW), newest);
            } else if (Files.size(file) == 0) {
                throw new StartException(
                        "The ledger "
                                + file.toAbsolutePath()
                                + " is empty, although there are reports of earlier jobs. Restore it"
                                + " from a backup; or delete it to begin anew, knowing that ids of"
                                + " earlier jobs would be sent again.");
            } else {
                checkKnown(dataDir, file);
            }
        } catch (IOException e) {
            throw new StartException("The data folder cannot be read: " + e, e);
        }
    }

    private static void checkKnown(Path dataDir, Path file) throws IOException, StartException {
        Optional<String> newest = newestReport(dataDir);
        if (newest.isEmpty()
                || newest.get().compareTo(begunAfter(file)) <= 0
                || Ledger.knows(file, newest.get())) {
            return;
        }
        throw new StartException(
                "The ledger "
                        + file.toAbsolutePath()
                        + " does not know job "
                        + newest.get()
                        + ", of which there is a report: it has lost its newest entries, since its -wal"
                        + " was deleted or an older copy was put in place. Ids of such jobs would be"
                        + " sent again. Put the right ledger back; or read 'Backup and moving' in"
                        + " docs/engineer.md, and move the reports that it does not know out of "
                        + dataDir.resolve("reports").toAbsolutePath()
                        + ".");
    }

    private static String begunAfter(Path ledger) throws IOException {
        Path begun = ledger.resolveSibling(BEGUN_ANEW);
        return Files.exists(begun) ? Files.readString(begun).strip() : "";
    }

    private static boolean hasReports(Path dataDir) throws IOException {
        try (Stream<Path> jobs = Files.list(dataDir.resolve("reports"))) {
            return jobs.findAny().isPresent();
        }
    }

    private static Optional<String> newestReport(Path dataDir) throws IOException {
        try (Stream<Path> jobs = Files.list(dataDir.resolve("reports"))) {
            return jobs.map(job -> job.getFileName().toString())
                    .filter(name -> JOB.matcher(name).matches())
                    .max(Comparator.naturalOrder());
        }
    }
}
