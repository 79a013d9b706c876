package io.reprieve.approval;

import io.reprieve.calls.CallGate;
import io.reprieve.domain.Redactor;
import io.reprieve.domain.Text;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Jobs;
import io.reprieve.ledger.Ledger;
import io.reprieve.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where held jobs wait: tells a person of them, hears the answer, and lets them go or ends them.
 * Each method is called by one thread at a time.
 */
public final class ApprovalSteps {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.guard");
    private static final Pattern ANSWER =
            Pattern.compile("(.+)\\.(approve|cancel)(\\.txt)?", Pattern.CASE_INSENSITIVE);

    private final Settings settings;
    private final Ledger ledger;
    private final CallGate gate;
    private final ApprovalFolder folder;
    private final Set<Path> heard = new HashSet<>();

    /** The steps over that ledger. */
    public ApprovalSteps(Settings settings, Ledger ledger, CallGate gate) {
        this.settings = settings;
        this.ledger = ledger;
        this.gate = gate;
        this.folder = new ApprovalFolder(settings.dataDir());
    }

    /**
     * Hears answers, lets go what was approved, here or by a command, and keeps the folder of
     * approvals in step.
     *
     * @throws IOException when the folder cannot be written; it is tried again at the next look
     */
    public void look() throws IOException {
        hear();
        List<Job> gone = ledger.letGo(settings.dedupe());
        for (Job job : gone) {
            LOG.info(
                    "approved {} by {}: {} to release{}",
                    job.id(),
                    job.approvedBy(),
                    job.rows() - job.settled(),
                    gate.expectation(job));
        }
        List<Job> held = ledger.jobs().held();
        for (Job job : held) {
            if (!folder.has(job)) {
                folder.write(job, ApprovalRequest.of(job, gate));
            }
        }
        folder.keepOnly(held);
    }

    /** Hears the answers in the folder of approvals: only the names of the files count. */
    private void hear() throws IOException {
        List<Path> answers = folder.answers();
        heard.retainAll(answers);
        for (Path file : answers) {
            Matcher answer = ANSWER.matcher(file.getFileName().toString());
            if (answer.matches() && !heard.contains(file)) {
                decide(
                        answer,
                        ApprovalFolder.owner(file) + " (folder " + ApprovalFolder.NAME + ")");
                // One that cannot be deleted is heard once.
                heard.add(file);
                Files.deleteIfExists(file);
            }
        }
    }

    private void decide(Matcher answer, String who) {
        Optional<Job> job = ledger.jobs().find(answer.group(1)).filter(Job::isHeld);
        if (job.isEmpty()) {
            LOG.warn(
                    "{} in the folder {} names no held job; see bin/reprieve status",
                    Redactor.of(answer.group()),
                    ApprovalFolder.NAME);
            return;
        }
        Jobs jobs = ledger.jobs();
        if (answer.group(2).equalsIgnoreCase("approve")) {
            jobs.approve(job.get().number(), who);
        } else if (jobs.cancel(job.get().number(), who)) {
            LOG.info(
                    "cancelled {} by {}: {} will not be sent",
                    job.get().id(),
                    who,
                    Text.count(job.get().rows() - job.get().settled(), "row"));
        }
    }
}
