package io.reprieve.importing;

import io.reprieve.approval.Guard;
import io.reprieve.calls.CallGate;
import io.reprieve.domain.NotNowException;
import io.reprieve.domain.Redactor;
import io.reprieve.domain.Text;
import io.reprieve.files.AtomicFile;
import io.reprieve.files.PrivateFiles;
import io.reprieve.ledger.Acceptance;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.NewJob;
import io.reprieve.ledger.NewRequest;
import io.reprieve.ledger.RowChunk;
import io.reprieve.list.ListReader;
import io.reprieve.list.ListSource;
import io.reprieve.list.ListSubmission;
import io.reprieve.list.RowReader;
import io.reprieve.list.UnreadableListException;
import io.reprieve.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps that take a list: it is in the ledger whole, or it lies where it lay. Thread-safe; each
 * list is accepted by one thread.
 */
public final class ImportSteps {
    /** Exchange property: the list while it is being accepted. */
    public static final String LIST = "reprieveList";

    /** Exchange property: the {@link RequestList} that the list is, where it is one. */
    public static final String REQUESTS = "reprieveRequests";

    /** Exchange property: the job that the list became ({@link Job}). */
    public static final String JOB = "reprieveJob";

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.accept");

    private final Settings settings;
    private final Ledger ledger;
    private final InboxFiles inbox;
    private final CallGate gate;
    private final SourceHealth health;
    private final Guard guard;
    private final AccountNames accounts;

    /** The steps in front of that ledger. */
    public ImportSteps(
            Settings settings,
            Ledger ledger,
            InboxFiles inbox,
            CallGate gate,
            SourceHealth health) {
        this.health = health;
        this.settings = settings;
        this.ledger = ledger;
        this.inbox = inbox;
        this.gate = gate;
        this.guard = new Guard(settings, ledger.jobs());
        this.accounts = new AccountNames(settings.accounts());
    }

    /**
     * Opens a list.
     *
     * @return its rows in chunks; none where this very file was accepted before and only could not
     *     be moved away
     * @throws IOException when it cannot be read from the disk
     */
    public ListImport open(
            @Body ListSubmission file, @ExchangeProperty(REQUESTS) RequestList requests)
            throws IOException {
        try {
            return opened(file, requests);
        } catch (NoSuchFileException e) {
            if (InboxFiles.DOOR.equals(file.door())) {
                // Whoever dropped it has taken it away again.
                throw new NotNowException("it is gone");
            }
            throw e;
        }
    }

    private ListImport opened(ListSubmission file, RequestList requests) throws IOException {
        Optional<Job> before =
                file.origin() == null ? Optional.empty() : ledger.jobs().byOrigin(file.origin());
        if (before.isPresent()) {
            return ListImport.acceptedBefore(file, before.get());
        }
        FileStabilityCheck arrival = arrival(file);
        RowReader rows = rows(file, requests, arrival);
        FileHash hash = FileHash.of(file.path(), arrival.size(), gate::isStopping);
        boolean isOpen = false;
        try {
            Acceptance acceptance = ledger.accept(job(file, hash, rows), settings.dedupe());
            RowLimit bound = new RowLimit(settings.guard().maxRows(), arrival.size());
            ListImport list =
                    new ListImport(file, arrival, rows, acceptance, hash, bound, accounts, gate);
            isOpen = true;
            return list;
        } finally {
            if (!isOpen) {
                hash.close();
                rows.close();
            }
        }
    }

    private NewJob job(ListSubmission file, FileHash hash, RowReader rows) {
        return new NewJob(
                JobIds.of(file.path().getFileName().toString(), file.receivedAt()),
                file.source(),
                hash,
                rows.facts().requestedBy(),
                rows.facts().reason(),
                file.origin(),
                file.door(),
                file.reply(),
                file.receivedAt(),
                file.dryRun(),
                guard.checks(file));
    }

    private RowReader rows(ListSubmission file, RequestList requests, FileStabilityCheck arrival)
            throws IOException {
        ListReader reader = new ListReader(settings.column().orElse(null));
        try {
            return requests == null
                    ? reader.open(ListSource.of(file.path()))
                    : requests.open(reader);
        } catch (UnreadableListException e) {
            arrival.confirm();
            throw e;
        }
    }

    private FileStabilityCheck arrival(ListSubmission file) throws IOException {
        return InboxFiles.DOOR.equals(file.door())
                ? inbox.arrival(file, gate)
                : FileStabilityCheck.ofOwn(file.path(), gate);
    }

    /** Commits a list of which every chunk was stored; what is left to do is to move it away. */
    public Job commit(
            Exchange exchange,
            @ExchangeProperty(LIST) ListImport list,
            @ExchangeProperty(REQUESTS) RequestList requests)
            throws IOException {
        Job job = list.before();
        if (job == null) {
            list.confirmWhole();
            Optional<String> why = guard.hold(list.file(), list.rows(), list.read());
            List<NewRequest> asked = requests == null ? List.of() : requests.requests();
            long number = why.isPresent() ? list.hold(why.get(), asked) : list.commit(asked);
            job = ledger.jobs().get(number).orElseThrow();
            tell(job);
        }
        list.close();
        health.works(list.file().door());
        String name = list.file().path().getFileName().toString();
        exchange.setProperty(JOB, job);
        exchange.setProperty(InboxFiles.MOVE_TO, inbox.done(name, job.id()).toString());
        return job;
    }

    private void tell(Job job) {
        LOG.info(
                "accepted {} from {}: {}, {} to release{}{}",
                job.id(),
                Redactor.of(job.source()),
                Text.count(job.rows(), "row"),
                job.rows() - job.settled(),
                gate.expectation(job),
                job.checks() ? "; each is asked for first, one call more for every message" : "");
        if (job.isHeld()) {
            LOG.warn(
                    "held {}: {}; nothing of it is sent until 'bin/reprieve approve {}'",
                    job.id(),
                    job.heldBecause(),
                    job.id());
        }
    }

    /** Says why a list could not be read, beside the place where it will lie. */
    public void reject(
            Exchange exchange,
            @ExchangeProperty(LIST) ListImport list,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception why)
            throws IOException {
        abandon(list);
        ListSubmission file = exchange.getProperty(ListImport.FILE, ListSubmission.class);
        if (file.origin() == null) {
            // Nothing lies in a folder of ours: whoever gave the list is told, and keeps it.
            return;
        }
        Path target = inbox.rejected(file.path().getFileName().toString());
        PrivateFiles.makeFolder(target.getParent());
        String words = why.getMessage() + System.lineSeparator();
        AtomicFile.write(InboxFiles.reason(target), words.getBytes(StandardCharsets.UTF_8));
        exchange.setProperty(InboxFiles.MOVE_TO, target.toString());
        LOG.warn("rejected {}: {}", Redactor.of(file.source()), Redactor.of(why.getMessage()));
    }

    /** Forgets a list that could not be accepted; it stays where it is. */
    public void abandon(@ExchangeProperty(LIST) ListImport list) {
        if (list != null) {
            list.close();
        }
    }

    /** Puts a chunk into the ledger, where it does not count yet. */
    public void store(@ExchangeProperty(LIST) ListImport list, @Body RowChunk chunk)
            throws IOException {
        if (gate.isStopping()) {
            throw NotNowException.stopping();
        }
        list.store(chunk);
    }

    /** Forgets which files of the inbox became which jobs, where they are not there any more. */
    public void forgetLeft() {
        ledger.jobs()
                .forgetOrigins(InboxFiles.DOOR, origin -> !Files.exists(InboxFiles.pathOf(origin)));
    }
}
