package io.reprieve.cli;

import io.reprieve.app.LockHolder;
import io.reprieve.domain.AccountHold;
import io.reprieve.domain.AccountState;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Hands lists to the service that runs on the same data folder, and follows what it does. */
final class ServiceHandover {
    private static final long POLL_MILLIS = 200;

    /** Looks after which it is said that the service has not taken a list yet. */
    private static final int PATIENCE = 50;

    /** Looks for a list that has left the inbox and became neither a job nor a rejected one. */
    private static final int VANISHED = 25;

    private final Settings settings;
    private final Optional<LockHolder> service;
    private final String account;
    private final boolean dryRun;
    private final boolean approved;
    private int code = ExitCodes.DONE;
    private boolean isOver;

    /**
     * A handover.
     *
     * @param service what the service says of itself; where it says nothing, it is taken to have
     *     our settings
     */
    ServiceHandover(
            Settings settings,
            Optional<LockHolder> service,
            String account,
            boolean dryRun,
            boolean approved) {
        this.settings = settings;
        this.service = service;
        this.account = account;
        this.dryRun = dryRun;
        this.approved = approved;
    }

    /** A list in the hands of the service. */
    private record Handed(Path list, Path dropped, String mark, long after) {}

    int release(GivenLists lists) throws Exception {
        if (dryRun && !service.map(LockHolder::dryRun).orElse(settings.dryRun())) {
            throw new UsageException(
                    "A service runs on "
                            + settings.dataDir().toAbsolutePath()
                            + " and would release the list. Give the dry run a data folder of its"
                            + " own: REPRIEVE_DATA_DIR=/tmp/dry-run bin/reprieve release --dry-run …");
        }
        InboxDrop inbox = InboxDrop.of(settings, service);
        System.err.println("A service runs on this data folder; the lists are handed to it.");
        service.ifPresent(one -> System.err.println(Target.words(one.server(), one.accounts())));
        try (Ledger ledger = Ledgers.open(settings)) {
            JobFollower follower =
                    new JobFollower(ledger.jobs(), () -> holds(ledger), System.err, this::isServed);
            List<Handed> handed = new ArrayList<>();
            for (Path list : lists.paths()) {
                String mark = UUID.randomUUID().toString().substring(0, 8) + "-";
                long after = ledger.jobs().newestNumber();
                handed.add(new Handed(list, inbox.put(list, account, mark), mark, after));
            }
            for (Handed list : handed) {
                if (!follow(ledger, follower, list)) {
                    return code;
                }
            }
            return code;
        }
    }

    /** Follows one list to its end; whether the next one is to be followed. */
    private boolean follow(Ledger ledger, JobFollower follower, Handed list) throws Exception {
        Optional<Job> job = await(ledger, list);
        if (job.isEmpty()) {
            return !isOver;
        }
        if (approved) {
            ledger.jobs().approve(job.get().number(), Ledgers.user());
        }
        JobFollower.End end = follower.follow(job.get());
        Job now = ledger.jobs().get(job.get().number()).orElseThrow();
        switch (end) {
            case REPORTED -> {
                new JobPrinter(settings.dataDir(), System.out).print(now);
                worst(now.deadLetters() > 0 ? ExitCodes.DEAD_LETTERS : ExitCodes.DONE);
            }
            case HELD -> {
                System.err.println("Job " + now.id() + " is " + JobPrinter.held(now) + ".");
                worst(ExitCodes.INTERRUPTED);
            }
            case ABANDONED -> tellGone();
            case REFUSED -> {
                JobPrinter.refused(follower.refusals());
                System.err.println("The service goes on with job " + now.id() + ".");
                end(ExitCodes.REFUSED);
            }
            case INTERRUPTED -> {
                System.err.println("The service goes on with job " + now.id() + ".");
                end(ExitCodes.INTERRUPTED);
            }
        }
        return !isOver;
    }

    private void worst(int other) {
        code = Math.max(code, other);
    }

    /** Nothing is followed any more. */
    private void end(int last) {
        code = last;
        isOver = true;
    }

    private void tellGone() {
        System.err.println(
                "The service has ended. What is left is kept; it goes on at the next start of"
                        + " Reprieve.");
        end(ExitCodes.INTERRUPTED);
    }

    private static Map<String, AccountHold> holds(Ledger ledger) {
        Map<String, AccountHold> holds = new HashMap<>();
        for (AccountState state : ledger.accounts().all()) {
            if (state.holdOfJobs() != null) {
                holds.put(state.name(), state.holdOfJobs());
            }
        }
        return holds;
    }

    private boolean isServed() {
        try {
            return Ledgers.isServed(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the service has taken the list; empty where it has not, which was told. */
    private Optional<Job> await(Ledger ledger, Handed list)
            throws InterruptedException, IOException {
        String name = list.dropped().getFileName().toString();
        Path reason = settings.dataDir().resolve("rejected").resolve(name + ".reason.txt");
        int gone = 0;
        for (int look = 1; !Shutdown.await(POLL_MILLIS); look++) {
            // In this order: what is gone from the inbox is a job, or has a reason, by then.
            gone = Files.exists(list.dropped()) ? 0 : gone + 1;
            Optional<Job> job = ledger.jobs().bySource(list.after(), list.mark());
            if (job.isPresent()) {
                return job;
            }
            if (Files.exists(reason)) {
                System.err.println(
                        list.list() + " cannot be read: " + Files.readString(reason).strip());
                worst(ExitCodes.USAGE);
                return Optional.empty();
            }
            if (gone > VANISHED) {
                System.err.println(
                        list.dropped()
                                + " was taken out of the inbox before the service read it: nothing"
                                + " of it is sent.");
                worst(ExitCodes.USAGE);
                return Optional.empty();
            }
            if (look % JobFollower.LOOKS_PER_CHECK == 0 && !isServed()) {
                System.err.println("The list lies in " + list.dropped() + ".");
                tellGone();
                return Optional.empty();
            }
            if (look == PATIENCE) {
                tellWhyNotYet(list);
            }
        }
        System.err.println("The list lies in " + list.dropped() + " for the service.");
        end(ExitCodes.INTERRUPTED);
        return Optional.empty();
    }

    private void tellWhyNotYet(Handed list) {
        Optional<String> cron = service.flatMap(LockHolder::cron);
        System.err.println(
                "The service has not taken "
                        + list.dropped()
                        + " yet. "
                        + cron.map(
                                        times ->
                                                "It looks into its inbox at the times of"
                                                        + " reprieve.intake.files.cron = "
                                                        + times
                                                        + ".")
                                .orElse(
                                        "It may be reading another list, or may not be able to read"
                                                + " this one: see its log.")
                        + " Ctrl-C ends the wait here and leaves the list to it.");
    }
}
