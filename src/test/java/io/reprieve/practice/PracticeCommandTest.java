package io.reprieve.practice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PracticeCommandTest {

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    /** The command as a program of its own. */
    public static final class Program {
        private Program() {}

        /** Runs the command. */
        public static void main(String[] args) {
            System.exit(new CommandLine(new PracticeCommand()).execute(args));
        }
    }

    @Test
    void it_prints_what_to_set_then_a_line_for_each_call_and_ends_with_a_count_and_0()
            throws Exception {
        Process program =
                start(
                        "--port",
                        "0",
                        "--fault",
                        "status:503",
                        "--email",
                        "a@b.example",
                        "--api-key",
                        "cfk_secret",
                        "--seed",
                        "5",
                        "--messages",
                        "10");
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = output(program)) {
            Map<String, String> settings = readSettings(output, lines);
            assertThat(lines.get(0))
                    .isEqualTo(
                            "Practice server ready: "
                                    + settings.get("REPRIEVE_CLOUDFLARE_BASE_URL"));
            assertThat(release(settings).statusCode()).isEqualTo(503);
            assertThat(release(settings).statusCode()).isEqualTo(200);
            program.toHandle().destroy();
            output.lines().forEach(lines::add);
        } finally {
            program.destroyForcibly();
        }

        assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isZero();
        assertThat(lines)
                .anyMatch(line -> line.endsWith("POST release  ids 2  503  fault status:503"));
        assertThat(lines).anyMatch(line -> line.endsWith("POST release  ids 2  200"));
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo(
                        "Practice server stopped: 2 calls, 2 messages released,"
                                + " 0 of them more than once");
        assertThat(String.join("\n", lines)).doesNotContain("4a", "cfk_secret", "a@b.example");
    }

    private static Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Program.class.getName());
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static BufferedReader output(Process program) {
        return new BufferedReader(
                new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
    }

    private static Map<String, String> readSettings(BufferedReader output, List<String> lines)
            throws IOException {
        Map<String, String> settings = new TreeMap<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.startsWith("  export ")) {
                String[] pair = line.substring("  export ".length()).split("=", 2);
                settings.put(pair[0], pair[1]);
            }
            if (line.startsWith("  Counts: ")) {
                break;
            }
        }
        assertThat(settings)
                .containsOnlyKeys(
                        "REPRIEVE_CLOUDFLARE_BASE_URL",
                        "REPRIEVE_CLOUDFLARE_ACCOUNT_ID",
                        "REPRIEVE_CLOUDFLARE_API_TOKEN");
        return settings;
    }

    private static HttpResponse<String> release(Map<String, String> settings) throws Exception {
        String address =
                settings.get("REPRIEVE_CLOUDFLARE_BASE_URL")
                        + "/accounts/"
                        + settings.get("REPRIEVE_CLOUDFLARE_ACCOUNT_ID")
                        + "/email-security/investigate/release";
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .header(
                                        "Authorization",
                                        "Bearer " + settings.get("REPRIEVE_CLOUDFLARE_API_TOKEN"))
                                .POST(BodyPublishers.ofString("[\"4a\",\"4b\"]"))
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void a_taken_port_is_explained_and_ends_with_2() throws Exception {
        try (PracticeServer other = PracticeServer.start(PracticeOptions.defaults())) {
            assertThat(execute("--port", String.valueOf(other.port()))).isEqualTo(2);
        }

        assertThat(err.toString()).contains("cannot listen on").contains("--port");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--fault explode        | 'explode' is no fault",
                "--fault status:1       | write an HTTP status",
                "--rate-limit fast      | is no rate limit",
                "--body xml             | is no form of body",
                "--delay soon           | is no duration",
                "--account-id x         | 32 hexadecimal digits",
                "--account x=y          | 32 hexadecimal digits",
                "--max-ids 0            | at least 1 id",
                "--too-many-status 500  | 400 or 413",
                "--messages -1          | 0 to 1,000,000",
                "--fault-rate 7         | 0 to 1",
                "--email a@b.example    | go together",
                "--port 70000           | 0 to 65535",
                "--bind 999.999.999.999 | is no address"
            })
    void a_wrong_option_is_explained_and_ends_with_2(String args, String words) {
        assertThat(execute(args.strip().split(" +"))).isEqualTo(2);

        assertThat(err.toString()).contains(words).doesNotContain("Exception");
    }

    @Test
    void the_help_names_every_option_and_every_kind_of_fault() {
        assertThat(execute("--help")).isZero();

        String help = out.toString();
        new CommandLine(new PracticeCommand())
                .getCommandSpec()
                .options()
                .forEach(option -> assertThat(help).contains(option.longestName()));
        for (FaultKind kind : FaultKind.values()) {
            assertThat(help).containsPattern("\\b" + kind.word() + "\\b");
        }
        assertThat(help.lines()).allMatch(line -> line.length() <= 80);
    }

    private int execute(String... args) {
        return new CommandLine(new PracticeCommand())
                .setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(out, true))
                .execute(args);
    }
}
