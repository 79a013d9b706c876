package io.reprieve.cli;

import io.reprieve.BusyException;
import io.reprieve.Reprieve;
import io.reprieve.intake.UnreadableListException;
import io.reprieve.ledger.Job;
import io.reprieve.release.Words;
import io.reprieve.settings.Account;
import io.reprieve.settings.Settings;
import io.reprieve.station.ListFile;
import io.reprieve.station.NotNowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private static final String STANDARD_INPUT = "-";

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "A list in any format that the inbox takes; - for standard input.")
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
        List<Path> lists = new ArrayList<>();
        for (String file : files) {
            lists.add(existing(file));
        }
        Settings settings =
                options.load(
                        Map.of(
                                "reprieve.intake.files.enabled", Boolean.toString(false),
                                "reprieve.intake.search.enabled", Boolean.toString(false)));
        if (settings.accounts().stream().noneMatch(one -> one.name().equals(account))) {
            throw new UsageException("There is no account of the name '" + account + "'.");
        }
        Shutdown.handle();
        if (JobFollower.isTerminal()) {
            Quiet.logOnlyTrouble();
        }
        try (Reprieve reprieve = Reprieve.start(settings, Home.routes(), Clock.systemUTC())) {
            if (!approve && !dryRun) {
                new GuardCheck(settings).check(lists);
            }
            return release(reprieve, settings, lists);
        } catch (BusyException e) {
            return new ServiceHandover(settings, account, dryRun, approve).release(lists);
        } finally {
            forgetInput(lists);
        }
    }

    /** The process ends without Java's own clean-up, and ids must not stay behind. */
    private void forgetInput(List<Path> lists) throws IOException {
        for (Path list : lists) {
            if (isInput(list)) {
                Files.deleteIfExists(list);
                Files.deleteIfExists(list.getParent());
            }
        }
    }

    private boolean isInput(Path list) {
        return files.contains(STANDARD_INPUT) && list.endsWith("stdin");
    }

    private int release(Reprieve reprieve, Settings settings, List<Path> lists) throws Exception {
        Shutdown.onAsked(reprieve.schedule()::stop);
        List<Job> jobs = new ArrayList<>();
        int code = ExitCodes.DONE;
        for (Path list : lists) {
            try {
                jobs.add(accept(reprieve, settings, list));
            } catch (UnreadableListException e) {
                System.err.println(list + " cannot be read: " + e.getMessage());
                code = ExitCodes.USAGE;
            } catch (NotNowException e) {
                System.err.println(
                        "Interrupted. " + list + " was not accepted yet: nothing of it was sent.");
                return ExitCodes.INTERRUPTED;
            }
        }
        JobFollower follower =
                new JobFollower(
                        reprieve.ledger().jobs(),
                        () -> reprieve.schedule().state(account).hold(),
                        System.err);
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
                System.err.println(reprieve.schedule().state(account).hold().words());
                System.err.println("Nothing is lost; what is left is kept for the next start.");
                return ExitCodes.REFUSED;
            }
            Job done = reprieve.ledger().jobs().get(job.number()).orElseThrow();
            new JobPrinter(settings.dataDir(), System.out).print(done);
            code = Math.max(code, done.deadLetters() > 0 ? ExitCodes.DEAD_LETTERS : code);
        }
        return code;
    }

    private Job accept(Reprieve reprieve, Settings settings, Path list) throws Exception {
        boolean dry = dryRun || settings.dryRun();
        ListFile file =
                new ListFile(
                        list,
                        source(list),
                        account,
                        null,
                        "command",
                        null,
                        Clock.systemUTC().instant(),
                        dry);
        System.err.println("Reading " + list + " ...");
        Job job = reprieve.accept(file);
        if (job.isHeld() && approve) {
            reprieve.ledger().jobs().approve(job.number(), Ledgers.user());
        }
        if (dry) {
            System.err.println(
                    "Dry run: nothing is changed at Cloudflare. "
                            + Words.count(job.rows() - job.settled(), "message")
                            + " asked for, one call each"
                            + reprieve.schedule().expectation(job));
        }
        return job;
    }

    private String source(Path list) {
        return isInput(list) ? "stdin" : "file:" + list;
    }

    private static Path existing(String file) throws IOException, UsageException {
        if (STANDARD_INPUT.equals(file)) {
            Path spooled = Files.createTempDirectory("reprieve").resolve("stdin");
            Files.copy(System.in, spooled);
            return spooled;
        }
        Path path = Path.of(file);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new UsageException(
                    "There is no file that can be read at " + path.toAbsolutePath() + ".");
        }
        return path;
    }
}
