package io.reprieve.cli;

import io.reprieve.app.StartException;
import io.reprieve.app.Version;
import io.reprieve.practice.PracticeCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code reprieve COMMAND}. */
@Command(
        name = "reprieve",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Releases lists of quarantined messages through Cloudflare Email Security, and"
                        + " accounts for every one.",
        footer = {
            "",
            "Exit codes: 0 done, every id released or a duplicate; 1 done, some ids are in the",
            "dead letter; 2 wrong usage or settings, a list that cannot be read or is too long, or a",
            "service that runs already; 3 Cloudflare refuses the credentials; 4 interrupted, or held",
            "until a person approves it: the rest is kept; 5 unexpected failure.",
            "",
            "Settings: config/application.properties says what each one does."
        })
public final class Main implements Runnable {
    /** In the order in which the help lists them. */
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("run", RunCommand.class);
        COMMANDS.put("demo", DemoCommand.class);
        COMMANDS.put("release", ReleaseCommand.class);
        COMMANDS.put("check", CheckCommand.class);
        COMMANDS.put("status", StatusCommand.class);
        COMMANDS.put("find", FindCommand.class);
        COMMANDS.put("retry", RetryCommand.class);
        COMMANDS.put("approve", ApproveCommand.class);
        COMMANDS.put("cancel", CancelCommand.class);
        COMMANDS.put("practice", PracticeCommand.class);
    }

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        int code = ExitCodes.UNEXPECTED;
        PlainStream.install();
        try {
            code = commandLine(arguments).execute(arguments);
        } catch (Error e) {
            // Without this the process would stay, with nobody left to end it.
            e.printStackTrace();
        }
        Shutdown.finish(code);
    }

    /**
     * The command line for some arguments. Where they begin with a command, that one alone is made:
     * looking through the others takes a twentieth of the time to start.
     */
    static CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        String first = arguments.length == 0 ? "" : arguments[0];
        COMMANDS.forEach(
                (name, command) -> {
                    if (name.equals(first) || !COMMANDS.containsKey(first)) {
                        line.addSubcommand(name, command);
                    }
                });
        line.getSubcommands()
                .values()
                .forEach(one -> one.getCommandSpec().versionProvider(new Versions()));
        return line.setExecutionExceptionHandler(
                        (failure, command, parsed) -> explain(failure, command))
                .setUsageHelpWidth(100);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
    }

    private static int explain(Exception failure, CommandLine command) {
        PrintWriter out = command.getErr();
        if (Shutdown.isAsked() && failure instanceof StartException) {
            // Java begins nothing new any more; what is being started fails for that alone.
            out.println("Interrupted while starting: nothing was sent.");
            return command.getCommand() instanceof RunCommand
                    ? ExitCodes.DONE
                    : ExitCodes.INTERRUPTED;
        }
        Optional<String> words = Failures.foreseen(failure);
        if (words.isPresent()) {
            out.println(PlainStream.fit(words.get()));
            return ExitCodes.USAGE;
        }
        out.println("Unexpected failure; what was under way is kept for the next start:");
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        out.print(PlainStream.fit(trace.toString()));
        return ExitCodes.UNEXPECTED;
    }

    /** The version as {@code --version} prints it. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Reprieve " + Version.get()};
        }
    }
}
