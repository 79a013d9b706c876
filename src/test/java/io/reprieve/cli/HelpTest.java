package io.reprieve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a command says of itself. */
class HelpTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Set<String> commands() {
        return Main.commandLine().getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_explains_itself(String command) {
        assertThat(run(command, "--help")).isZero();

        assertThat(out.toString())
                .startsWith("Usage: reprieve " + command + " [")
                .contains("  -h, --help ")
                .contains("  -V, --version ")
                .hasSizeGreaterThan(150);
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void the_program_lists_its_commands_and_exit_codes() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString()).contains(commands()).contains("Exit codes").contains("held");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"run", "demo", "practice", "release", "check", "status", "retry", "find"})
    void a_command_of_the_contract_is_there(String command) {
        assertThat(commands()).contains(command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_is_made_alone_and_goes_by_its_own_name(String command) {
        var alone = Main.commandLine(command, "--help").getSubcommands();

        assertThat(alone).containsOnlyKeys(command);
        assertThat(alone.get(command).getCommandName()).isEqualTo(command);
        assertThat(alone.get(command).getCommandSpec().userObject().getClass())
                .hasAnnotation(CommandLine.Command.class);
    }

    @Test
    void the_version_is_told() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).matches("Reprieve \\d+\\.\\d+\\S*\\s+");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_tells_the_version_too(String command) {
        assertThat(run(command, "--version")).isZero();
        assertThat(out.toString()).matches("Reprieve \\d+\\.\\d+\\S*\\s+");
    }

    @Test
    void without_a_command_the_usage_is_shown() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Usage:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"realease", "run --confg x", "release", "find", "retry", "practice x"})
    void wrong_usage_is_told_and_ends_with_2(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).isNotBlank().doesNotContain("Exception");
    }

    private int run(String... arguments) {
        CommandLine line = Main.commandLine(arguments);
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
