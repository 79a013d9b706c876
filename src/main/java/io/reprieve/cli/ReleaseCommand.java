package io.reprieve.cli;

import io.reprieve.app.BusyException;
import io.reprieve.app.LockHolder;
import io.reprieve.app.Reprieve;
import io.reprieve.app.Role;
import io.reprieve.app.SteadyClock;
import io.reprieve.calls.CallGate;
import io.reprieve.domain.AccountHold;
import io.reprieve.domain.NotNowException;
import io.reprieve.domain.Text;
import io.reprieve.ledger.Job;
import io.reprieve.list.ListSubmission;
import io.reprieve.list.UnreadableListException;
import io.reprieve.settings.Account;
import io.reprieve.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists given by name, once, in the foreground. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = {
            "Releases the messages of each list, shows how it gets on, and says where the report"
                    + " is.",
            "The files are left where they are. Where a service runs on the same data folder, the"
                    + " lists are handed to it."
        })
final class ReleaseCommand implements Callable<Integer> {
    /** How often it is seen whether another command has ended, in ms. */
    private static final long POLL_MILLIS = 200;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "A list in any format that the inbox takes; - for standard input. A pipe is"
                            + " read as that is.")
    private List<String> files;

    @Option(
            names = "--dry-run",
            description =
                    "Asks for the state of each message (one call each) and changes nothing at"
                            + " Cloudflare.")
    private boolean dryRun;

    @Option(
            names = "--approve",
            description =
                    "Releases lists that a guard keeps back (docs/guards.md), which are refused,"
                            + " or held by a running service, otherwise.")
    private boolean approve;

    @Option(
            names = "--account",
            defaultValue = Account.DEFAULT,
            paramLabel = "NAME",
            description = "The account of rows that name none. Default: ${DEFAULT-VALUE}.")
    private String account;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws Exception {
        Shutdown.handle();
        Settings settings =
                options.load(
                        Map.of(
                                "reprieve.intake.files.enabled", Boolean.toString(false),
                                "reprieve.intake.search.enabled", Boolean.toString(false)));
        if (settings.accounts().stream().noneMatch(one -> one.name().equals(account))) {
            throw new UsageException("There is no account of the name '" + account + "'.");
        }
        if (JobFollower.isTerminal()) {
            Quiet.logOnlyTrouble();
        }
        try (GivenLists lists = new GivenLists()) {
            if (!lists.read(files)) {
                System.err.println("Interrupted before all lists were read: nothing was sent.");
                return ExitCodes.INTERRUPTED;
            }
            return release(settings, lists);
        }
    }

    /** Here, by the service that has the data folder, or here once another command is done. */
    private int release(Settings settings, GivenLists lists) throws Exception {
        boolean told = false;
        while (true) {
            try (Reprieve reprieve =
                    Reprieve.start(settings, Home.routes(), SteadyClock.ofSystem(), Role.COMMAND)) {
                Target.tell(settings, System.err);
                if (!approve && !dryRun) {
                    new GuardCheck(settings).check(lists.paths());
                }
                return release(reprieve, settings, lists);
            } catch (BusyException e) {
                Optional<LockHolder> holder = LockHolder.read(Ledgers.folder(settings));
                if (holder.isEmpty() || holder.get().role() == Role.SERVICE) {
                    return new ServiceHandover(settings, holder, account, dryRun, approve)
                            .release(lists);
                }
                if (!told) {
                    System.err.println(
                            "Another command (process "
                                    + holder.get().pid()
                                    + ") works on this data folder. This one begins when that has"
                                    + " ended; Ctrl-C ends the wait.");
                    told = true;
                }
            }
            if (awaitFree(settings)) {
                System.err.println("Interrupted while waiting: nothing was sent.");
                return ExitCodes.INTERRUPTED;
            }
        }
    }

    /** Waits until nobody works on the data folder; whether a signal asked to stop meanwhile. */
    private static boolean awaitFree(Settings settings) throws IOException, InterruptedException {
        boolean isAsked = Shutdown.await(POLL_MILLIS);
        while (!isAsked && Ledgers.isServed(settings)) {
            isAsked = Shutdown.await(POLL_MILLIS);
        }
        return isAsked;
    }

    private int release(Reprieve reprieve, Settings settings, GivenLists lists) throws Exception {
        Shutdown.onAsked(reprieve.gate()::stop);
        Shutdown.waitFor(reprieve.gate()::isCalling, ExitCodes.INTERRUPTED);
        JobFollower follower =
                new JobFollower(reprieve.ledger().jobs(), () -> holds(reprieve.gate()), System.err);
        List<Job> jobs = new ArrayList<>();
        int code = ExitCodes.DONE;
        for (Path list : lists.paths()) {
            try {
                jobs.add(accept(reprieve, settings, list, lists.source(list)));
            } catch (UnreadableListException e) {
                System.err.println(list + " cannot be read: " + e.getMessage());
                code = ExitCodes.USAGE;
            } catch (NotNowException e) {
                System.err.println(
                        "Interrupted. " + list + " was not accepted yet: nothing of it was sent.");
                return ExitCodes.INTERRUPTED;
            }
        }
        for (Job job : jobs) {
            JobFollower.End end = follower.follow(job);
            if (end == JobFollower.End.INTERRUPTED) {
                System.err.println(
                        "Interrupted. What is left is kept for the next start of Reprieve.");
                return ExitCodes.INTERRUPTED;
            }
            if (end == JobFollower.End.HELD) {
                // The list has become longer since it was looked at.
                Job held = reprieve.ledger().jobs().get(job.number()).orElseThrow();
                System.err.println("Job " + held.id() + " is " + JobPrinter.held(held) + ".");
                code = ExitCodes.INTERRUPTED;
                continue;
            }
            if (end == JobFollower.End.REFUSED) {
                JobPrinter.refused(follower.refusals());
                System.err.println("Nothing is lost; what is left is kept for the next start.");
                return ExitCodes.REFUSED;
            }
            Job done = reprieve.ledger().jobs().get(job.number()).orElseThrow();
            new JobPrinter(settings.dataDir(), System.out).print(done);
            code = Math.max(code, done.deadLetters() > 0 ? ExitCodes.DEAD_LETTERS : code);
        }
        return code;
    }

    private static Map<String, AccountHold> holds(CallGate gate) {
        Map<String, AccountHold> holds = new HashMap<>();
        for (String name : gate.names()) {
            AccountHold hold = gate.state(name).holdOfJobs();
            if (hold != null) {
                holds.put(name, hold);
            }
        }
        return holds;
    }

    private Job accept(Reprieve reprieve, Settings settings, Path list, String source)
            throws Exception {
        boolean dry = dryRun || settings.dryRun();
        ListSubmission file =
                new ListSubmission(
                        list,
                        source,
                        account,
                        null,
                        "command",
                        null,
                        Clock.systemUTC().instant(),
                        dry);
        System.err.println("Reading " + source + " ...");
        Job job = reprieve.accept(file);
        if (job.isHeld() && approve) {
            reprieve.ledger().jobs().approve(job.number(), Ledgers.user());
        }
        if (dry) {
            System.err.println(
                    "Dry run: nothing is changed at Cloudflare. "
                            + Text.count(job.rows() - job.settled(), "message")
                            + " asked for, one call each"
                            + reprieve.gate().expectation(job));
        }
        return job;
    }
}
