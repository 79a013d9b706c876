package io.reprieve.station.guard;

import io.reprieve.ledger.Job;
import io.reprieve.ledger.Jobs;
import io.reprieve.ledger.Ledger;
import io.reprieve.release.Words;
import io.reprieve.settings.Settings;
import io.reprieve.station.Masked;
import io.reprieve.station.Schedule;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where held jobs wait: tells a person of them, hears the answer, and lets them go or ends them.
 * Each method is called by one thread at a time.
 */
public final class GuardStation {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.guard");
    private static final Pattern ANSWER =
            Pattern.compile("(.+)\\.(approve|cancel)(\\.txt)?", Pattern.CASE_INSENSITIVE);

    private final Settings settings;
    private final Ledger ledger;
    private final Schedule schedule;
    private final ApprovalFolder folder;

    /** A station over that ledger. */
    public GuardStation(Settings settings, Ledger ledger, Schedule schedule) {
        this.settings = settings;
        this.ledger = ledger;
        this.schedule = schedule;
        this.folder = new ApprovalFolder(settings.dataDir());
    }

    /**
     * Lets go what was approved, here or by a command, and keeps the folder of approvals in step.
     *
     * @return whether anything may be due now
     * @throws IOException when the folder cannot be written; it is tried again at the next look
     */
    public boolean look() throws IOException {
        List<Job> gone = ledger.letGo(settings.dedupe());
        for (Job job : gone) {
            LOG.info(
                    "approved {} by {}: {} to release{}",
                    job.id(),
                    job.approvedBy(),
                    job.rows() - job.settled(),
                    schedule.expectation(job));
        }
        List<Job> held = ledger.jobs().held();
        for (Job job : held) {
            if (!folder.has(job)) {
                folder.write(job, HeldWords.of(job, schedule));
            }
        }
        folder.keepOnly(held);
        return !gone.isEmpty();
    }

    /** Hears an answer: the name of a file in the folder of approvals. */
    public void decide(@Header(Exchange.FILE_NAME) String name) {
        Matcher answer = ANSWER.matcher(name);
        if (!answer.matches()) {
            return;
        }
        Optional<Job> job = ledger.jobs().find(answer.group(1)).filter(Job::isHeld);
        if (job.isEmpty()) {
            LOG.warn(
                    "{} in the folder {} names no held job; see bin/reprieve status",
                    Masked.of(name),
                    ApprovalFolder.NAME);
            return;
        }
        Jobs jobs = ledger.jobs();
        String who = folder.owner(name) + " (folder " + ApprovalFolder.NAME + ")";
        if (answer.group(2).equalsIgnoreCase("approve")) {
            jobs.approve(job.get().number(), who);
        } else if (jobs.cancel(job.get().number(), who)) {
            LOG.info(
                    "cancelled {} by {}: {} will not be sent",
                    job.get().id(),
                    who,
                    Words.count(job.get().rows() - job.get().settled(), "row"));
        }
    }
}
