package io.reprieve.connector.jms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprieve.FreePort;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples for senders that docs/jms.md names, each as it is given, by its own interpreter. */
class SendersTest {
    private static final Path EXAMPLES = Path.of("examples/jms");

    /** What a sender of AMQP 1.0 in Java needs, and no more. */
    private static final Pattern CLIENT =
            Pattern.compile("(qpid-jms-client|proton-j|netty-|jakarta.jms-api|slf4j-api).*\\.jar");

    @TempDir private Path folder;

    /** An example, and what runs it. */
    enum Sender {
        PYTHON(List.of("python3"), "ask.py", null),
        NODE(List.of("node"), "ask.mjs", null),
        RHEA(List.of("node"), "ask-rhea.mjs", EXAMPLES.resolve("node_modules/rhea")),
        JAVA(List.of(java(), "-cp", clientJars()), "Ask.java", null);

        private final List<String> interpreter;
        private final String script;
        private final Path needed;

        Sender(List<String> interpreter, String script, Path needed) {
            this.interpreter = interpreter;
            this.script = script;
            this.needed = needed;
        }

        /** How it ended and what it said. */
        record End(int code, String said) {}

        End ask(int port, String id, int patience) throws Exception {
            assumeTrue(isThere(interpreter.get(0)), interpreter.get(0) + " is not on this machine");
            assumeTrue(
                    needed == null || Files.isDirectory(needed),
                    needed + " is not there; it comes with: npm ci --prefix " + EXAMPLES);
            List<String> line =
                    Stream.concat(
                                    interpreter.stream(),
                                    Stream.of(
                                            EXAMPLES.resolve(script).toString(),
                                            "127.0.0.1",
                                            Integer.toString(port),
                                            id))
                            .toList();
            ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
            builder.environment().put("ASK_SECONDS", Integer.toString(patience));
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new End(process.exitValue(), output);
        }

        private static boolean isThere(String interpreter) throws InterruptedException {
            try {
                return new ProcessBuilder(interpreter, "--version")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
            } catch (IOException e) {
                return false;
            }
        }

        private static String java() {
            return Path.of(System.getProperty("java.home"), "bin", "java").toString();
        }

        private static String clientJars() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(jar -> CLIENT.matcher(Path.of(jar).getFileName().toString()).matches())
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_example_asks_and_shows_the_answer(Sender sender) throws Exception {
        try (ArtemisBroker broker = ArtemisBroker.prepare(folder.resolve("broker")).start();
                Rehearsal rehearsal =
                        Rehearsal.start(folder.resolve("data"), "reprieve.jms.url", broker.url())) {
            String id = Ids.plain(1).get(0);

            Sender.End end = sender.ask(broker.port(), id, 60);

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(end.said()).contains(id).contains("RELEASED");
            assertThat(broker.waiting(Team.RESULTS)).isZero();
            rehearsal.checkReleasedOnce(List.of(id));
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_example_says_in_words_that_no_answer_comes(Sender sender) throws Exception {
        try (ArtemisBroker broker = ArtemisBroker.prepare(folder.resolve("broker")).start()) {
            Sender.End end = sender.ask(broker.port(), Ids.plain(1).get(0), 3);

            assertThat(end.code()).isOne();
            assertThat(end.said())
                    .contains("no answer within 3 s. ")
                    .doesNotContain("\tat ", "  File");
            assertThat(broker.waiting(Team.REQUESTS)).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_example_says_in_words_that_there_is_no_broker(Sender sender) throws Exception {
        int port = FreePort.next();

        Sender.End end = sender.ask(port, Ids.plain(1).get(0), 60);

        assertThat(end.code()).isOne();
        assertThat(end.said())
                .containsIgnoringCase("refused")
                .doesNotContain("\tat ", "  File", "    at ");
    }
}
