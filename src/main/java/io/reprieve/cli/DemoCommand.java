package io.reprieve.cli;

import io.reprieve.app.Reprieve;
import io.reprieve.app.SteadyClock;
import io.reprieve.domain.Outcome;
import io.reprieve.files.PrivateFiles;
import io.reprieve.ledger.Job;
import io.reprieve.practice.PracticeOptions;
import io.reprieve.practice.PracticeServer;
import io.reprieve.settings.Settings;
import io.reprieve.settings.SettingsSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole job on this machine. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the whole job on this machine, with nothing to configure: starts the practice"
                    + " server, drops a sample list, follows it, and says where the report is.",
            "Nothing leaves this machine."
        })
final class DemoCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 50;

    /** What may be released and yet not have reached everybody. */
    private static final List<Outcome> LEFT_QUARANTINE =
            List.of(Outcome.RELEASED, Outcome.PARTIAL, Outcome.UNDELIVERED);

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "Data folder. Default: a fresh one below target/, or in the temporary folder"
                            + " where this user may not write there.")
    private Path dataDir;

    @Override
    public Integer call() throws Exception {
        Shutdown.handle();
        Quiet.logOnlyTrouble();
        Path data = dataDir == null ? fresh() : dataDir;
        try (PracticeServer cloudflare = PracticeServer.start(PracticeOptions.defaults())) {
            System.out.println(
                    "A practice server stands in for Cloudflare at " + cloudflare.baseUrl());
            Settings settings = settings(cloudflare, data);
            try (Reprieve reprieve =
                    Reprieve.start(settings, Home.routes(), SteadyClock.ofSystem())) {
                return show(reprieve, settings, cloudflare);
            }
        }
    }

    private static int show(Reprieve reprieve, Settings settings, PracticeServer cloudflare)
            throws Exception {
        Path list = Home.example("demo.csv");
        Path dropped = settings.files().dir().resolve("help-desk.csv");
        Path aside = settings.files().dir().resolve("help-desk.csv.part");
        PrivateFiles.copy(list, aside);
        PrivateFiles.rename(aside, dropped);
        System.out.println("Dropped a list into " + dropped.toAbsolutePath().normalize());
        Optional<Job> job = await(reprieve);
        if (job.isEmpty()) {
            return ExitCodes.INTERRUPTED;
        }
        JobFollower follower = new JobFollower(reprieve.ledger().jobs(), Map::of, System.out);
        if (follower.follow(job.get()) != JobFollower.End.REPORTED) {
            return ExitCodes.INTERRUPTED;
        }
        Job done = reprieve.ledger().jobs().get(job.get().number()).orElseThrow();
        new JobPrinter(settings.dataDir(), System.out).print(done);
        System.out.println();
        System.out.println(
                "The practice server counts "
                        + cloudflare.messagesReleased()
                        + " messages released, "
                        + cloudflare.releasedMoreThanOnce()
                        + " of them more than once. It counts what left the quarantine: "
                        + LEFT_QUARANTINE.stream()
                                .filter(done.outcomes()::containsKey)
                                .map(outcome -> done.outcomes().get(outcome) + " " + outcome)
                                .collect(Collectors.joining(", "))
                        + ".");
        System.out.println("Next: README.md, 'A first real run'.");
        return ExitCodes.DONE;
    }

    private static Optional<Job> await(Reprieve reprieve) throws InterruptedException {
        while (!Shutdown.await(POLL_MILLIS)) {
            Optional<Job> job = reprieve.ledger().jobs().newest(1).stream().findFirst();
            if (job.isPresent()) {
                return job;
            }
        }
        return Optional.empty();
    }

    private static Settings settings(PracticeServer cloudflare, Path data) {
        return Settings.load(
                new SettingsSources(
                        Home.settings(),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        Map.of(
                                "reprieve.data.dir", data.toString(),
                                "reprieve.intake.files.dir", data.resolve("inbox").toString(),
                                "reprieve.cloudflare.base-url", cloudflare.baseUrl(),
                                "reprieve.cloudflare.account-id", cloudflare.accountId(),
                                "reprieve.cloudflare.api-token", cloudflare.token(),
                                "reprieve.retry.first-delay", "200ms"),
                        true));
    }

    private static Path fresh() throws IOException {
        try {
            return PrivateFiles.temporaryFolder(Home.target(), "demo-");
        } catch (IOException e) {
            // Installed where this user may not write.
            return PrivateFiles.temporaryFolder("reprieve-demo-");
        }
    }
}
