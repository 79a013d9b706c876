package io.reprieve.cli;

import io.reprieve.app.Reprieve;
import io.reprieve.app.SteadyClock;
import io.reprieve.settings.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The service. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the service: takes lists from every enabled intake until it is stopped.",
            "SIGTERM or Ctrl-C finishes the calls under way, begins no new one, and exits with 0."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws Exception {
        Shutdown.handle();
        Settings settings = options.load(Map.of());
        Target.tell(settings, System.err);
        try (Reprieve reprieve = Reprieve.start(settings, Home.routes(), SteadyClock.ofSystem())) {
            Shutdown.waitFor(reprieve.gate()::isCalling, ExitCodes.DONE);
            System.out.println(
                    "Reprieve ready: drop lists into "
                            + settings.files().dir().toAbsolutePath().normalize());
            Shutdown.await();
            System.out.println("Stopping: calls under way are finished.");
        }
        return ExitCodes.DONE;
    }
}
