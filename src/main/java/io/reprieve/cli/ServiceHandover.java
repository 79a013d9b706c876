package io.reprieve.cli;

import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.release.Hold;
import io.reprieve.settings.Account;
import io.reprieve.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Hands lists to the service that runs on the same data folder, and follows what it does. */
final class ServiceHandover {
    private static final long LOOK = 200;
    private static final String GONE =
            "The service has ended. What is left is kept; it goes on at the next start of Reprieve.";

    private final Settings settings;
    private final String account;
    private final boolean dryRun;
    private final boolean approved;

    ServiceHandover(Settings settings, String account, boolean dryRun, boolean approved) {
        this.approved = approved;
        this.settings = settings;
        this.account = account;
        this.dryRun = dryRun;
    }

    int release(List<Path> lists) throws Exception {
        if (dryRun && !settings.dryRun()) {
            throw new UsageException(
                    "A service runs on "
                            + settings.dataDir().toAbsolutePath()
                            + " and would release the list. Give the dry run a data folder of its"
                            + " own: REPRIEVE_DATA_DIR=/tmp/dry-run bin/reprieve release --dry-run …");
        }
        System.err.println("A service runs on this data folder; the lists are handed to it.");
        try (Ledger ledger = Ledger.open(settings.dataDir().resolve("ledger"), Clock.systemUTC())) {
            int code = ExitCodes.DONE;
            for (Path list : lists) {
                code = Math.max(code, release(ledger, list));
            }
            return code;
        }
    }

    private int release(Ledger ledger, Path list) throws Exception {
        Path dropped = drop(list);
        Optional<Job> job = await(ledger, dropped);
        if (job.isEmpty()) {
            return ExitCodes.INTERRUPTED;
        }
        if (approved) {
            ledger.jobs().approve(job.get().number(), Ledgers.user());
        }
        JobFollower follower =
                new JobFollower(ledger.jobs(), () -> hold(ledger), System.err, this::isServed);
        JobFollower.End end = follower.follow(job.get());
        if (end == JobFollower.End.ABANDONED) {
            System.err.println(GONE);
            return ExitCodes.INTERRUPTED;
        }
        if (end == JobFollower.End.HELD) {
            Job held = ledger.jobs().get(job.get().number()).orElseThrow();
            System.err.println("Job " + held.id() + " is " + JobPrinter.held(held) + ".");
            return ExitCodes.INTERRUPTED;
        }
        if (end != JobFollower.End.REPORTED) {
            System.err.println("The service goes on with job " + job.get().id() + ".");
            return end == JobFollower.End.REFUSED ? ExitCodes.REFUSED : ExitCodes.INTERRUPTED;
        }
        Job done = ledger.jobs().get(job.get().number()).orElseThrow();
        new JobPrinter(settings.dataDir(), System.out).print(done);
        return done.deadLetters() > 0 ? ExitCodes.DEAD_LETTERS : ExitCodes.DONE;
    }

    private Hold hold(Ledger ledger) {
        return ledger.accounts().look(account).map(state -> state.hold()).orElse(null);
    }

    private boolean isServed() {
        try {
            return Ledgers.isServed(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Under a name of its own, written aside and renamed, so that the service takes it whole. */
    private Path drop(Path list) throws IOException {
        Path inbox = settings.files().dir();
        Path folder = Account.DEFAULT.equals(account) ? inbox : inbox.resolve(account);
        Files.createDirectories(folder);
        String mark = UUID.randomUUID().toString().substring(0, 8);
        Path target = folder.resolve(mark + "-" + list.getFileName());
        Path aside = folder.resolve("." + target.getFileName() + ".part");
        Files.copy(list, aside, StandardCopyOption.REPLACE_EXISTING);
        return Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private Optional<Job> await(Ledger ledger, Path dropped)
            throws InterruptedException, UsageException, IOException {
        String name = dropped.getFileName().toString();
        Path reason = settings.dataDir().resolve("rejected").resolve(name + ".reason.txt");
        for (int look = 1; !Shutdown.await(LOOK); look++) {
            if (look % JobFollower.LOOKS_PER_CHECK == 0 && !isServed()) {
                System.err.println(GONE);
                return Optional.empty();
            }
            for (Job job : ledger.jobs().newest(200)) {
                if (job.source().endsWith("/" + name)) {
                    return Optional.of(job);
                }
            }
            if (Files.exists(reason)) {
                throw new UsageException("The list cannot be read: " + Files.readString(reason));
            }
        }
        System.err.println("The list lies in " + dropped + " for the service.");
        return Optional.empty();
    }
}
