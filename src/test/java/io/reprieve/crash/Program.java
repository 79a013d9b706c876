package io.reprieve.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.practice.PracticeServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The real program in a process of its own: the shipped routes and settings, its own JVM, the class
 * path that ships. Settings come by {@code --config}, as an operator gives them.
 */
public final class Program implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;
    private final boolean isService;

    private Program(Process process, Path output, boolean isService) {
        this.process = process;
        this.output = output;
        this.isService = isService;
    }

    /** Settings with short waits for a program in front of that server. */
    public static Map<String, String> quickSettings(Path data, PracticeServer cloudflare) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("reprieve.data.dir", data.toString());
        settings.put("reprieve.cloudflare.base-url", cloudflare.baseUrl());
        settings.put("reprieve.cloudflare.account-id", cloudflare.accountId());
        settings.put("reprieve.cloudflare.api-token", cloudflare.token());
        settings.put("reprieve.batch.linger", "200ms");
        settings.put("reprieve.intake.files.delay", "100ms");
        settings.put("reprieve.intake.files.min-age", "100ms");
        settings.put("reprieve.retry.first-delay", "50ms");
        settings.put("reprieve.retry.settle-time", "1s");
        settings.put("reprieve.retry.max-delay", "500ms");
        settings.put("reprieve.http.response-timeout", "2s");
        settings.put("reprieve.rate.requests", "100000");
        settings.put("reprieve.rate.window", "1s");
        return settings;
    }

    /**
     * Starts a command.
     *
     * @param folder a folder for its settings and its output
     * @param settings what differs from the shipped settings; {@code null} for a command that has
     *     no option for them
     * @param command the command line after {@code reprieve}
     */
    public static Program start(Path folder, Map<String, String> settings, String... command) {
        return start(folder, settings, Map.of(), command);
    }

    /** Starts a command where new files have the permissions that are left by this umask. */
    public static Program startWithUmask(
            String umask, Path folder, Map<String, String> settings, String... command) {
        List<String> shell = List.of("sh", "-c", "umask " + umask + " && exec \"$@\"", "sh");
        return start(shell, folder, settings, Map.of(), command);
    }

    /**
     * Starts a command in an environment that has no settings but those.
     *
     * @param environment variables to set
     */
    public static Program start(
            Path folder,
            Map<String, String> settings,
            Map<String, String> environment,
            String... command) {
        return start(List.of(), folder, settings, environment, command);
    }

    private static Program start(
            List<String> shell,
            Path folder,
            Map<String, String> settings,
            Map<String, String> environment,
            String... command) {
        try {
            List<String> line = new ArrayList<>(shell);
            line.addAll(java(folder));
            line.addAll(Arrays.asList(command));
            if (settings != null) {
                Path config = Files.createTempFile(folder, "settings", ".properties");
                Files.writeString(config, text(settings));
                line.add("--config");
                line.add(config.toString());
            }
            Path output = Files.createTempFile(folder, "output", ".txt");
            ProcessBuilder builder = new ProcessBuilder(line);
            builder.environment()
                    .keySet()
                    .removeIf(key -> key.matches("(REPRIEVE|CLOUDFLARE)_.*|(?i)(HTTPS|NO)_PROXY"));
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true).redirectOutput(output.toFile());
            return new Program(builder.start(), output, command[0].equals("run"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the process something to read, and ends its input. */
    public Program write(String input) {
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the process something to read, and leaves its input open. */
    public Program writeOn(String input) {
        try {
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the service holds its data folder and takes lists. */
    public Program awaitReady() {
        return awaitOutput("Reprieve ready");
    }

    /** Waits until it says so. */
    public Program awaitOutput(String words) {
        await("'" + words + "' in the output")
                .pollInterval(Duration.ofMillis(5))
                .until(() -> output().contains(words) || !process.isAlive());
        assertThat(output()).contains(words);
        return this;
    }

    /** What it has said so far, on both streams. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        await().until(() -> !process.isAlive());
    }

    /** SIGTERM; waits for the end. A service is started up first: before that, Java answers. */
    public int terminate() {
        if (isService) {
            awaitReady();
        }
        process.destroy();
        return awaitExit();
    }

    /** SIGTERM; waits for the end for so long. */
    public int terminate(Duration patience) {
        process.destroy();
        return awaitExit(patience);
    }

    /** Waits for the end; the exit code. */
    public int awaitExit() {
        return awaitExit(PATIENCE);
    }

    private int awaitExit(Duration patience) {
        try {
            boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                kill();
            }
            assertThat(ended).as("has ended; it said: %s", output()).isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends it a signal by that name, as {@code kill -STOP} does. */
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Ends it, if it runs. */
    @Override
    public void close() {
        kill();
    }

    private static String text(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static List<String> java(Path folder) {
        List<String> line = new ArrayList<>(List.of(ProgramFiles.java()));
        line.addAll(ProgramFiles.options());
        line.addAll(
                List.of(
                        // A killed one leaves what it unpacked.
                        "-Djava.io.tmpdir=" + folder,
                        "-Dio.reprieve.home=" + Path.of("").toAbsolutePath(),
                        "-cp",
                        ProgramFiles.classPath(),
                        "io.reprieve.cli.Main"));
        return line;
    }
}
