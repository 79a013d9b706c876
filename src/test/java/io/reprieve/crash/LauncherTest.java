package io.reprieve.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.practice.PracticeServer;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher, in folders and locales as machines have them. */
class LauncherTest {
    @TempDir Path folder;

    /** Values of LC_ALL: none, the plain one, and one that is not installed. */
    @ParameterizedTest
    @ValueSource(strings = {"", "C", "de_XX.UTF-8"})
    void names_beyond_ascii_work_in_every_locale_for_program_list_and_data(String locale)
            throws Exception {
        Path home = install("Größe");
        Path list = Files.writeString(folder.resolve("März.txt"), Ids.csv(Ids.plain(3)));
        try (PracticeServer cloudflare =
                PracticeServer.start(Rehearsal.cloudflareWithoutLimit().build())) {
            Map<String, String> settings =
                    Program.quickSettings(folder.resolve("Daten für März"), cloudflare);
            Path config =
                    Files.writeString(
                            folder.resolve("settings.properties"),
                            settings.entrySet().stream()
                                    .map(one -> one.getKey() + " = " + one.getValue() + "\n")
                                    .collect(Collectors.joining()));

            Ended ended =
                    run(home, locale, "release", list.toString(), "--config", config.toString());

            assertThat(ended.code()).as(ended.output()).isZero();
            assertThat(cloudflare.messagesReleased()).isEqualTo(3);
        }
    }

    @Test
    void a_library_that_an_earlier_version_left_is_not_used() throws Exception {
        Path home = install("updated");
        for (String name : List.of("0-old.jar", "picocli-0.1.jar", "zz-old.jar")) {
            Path old = home.resolve("target/lib").resolve(name);
            try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(old))) {
                jar.putNextEntry(new ZipEntry("picocli/CommandLine.class"));
            }
        }

        Ended ended = run(home, "", "--version");

        assertThat(ended.output()).startsWith("Reprieve ");
        assertThat(ended.code()).isZero();
    }

    @Test
    void a_folder_that_java_cannot_be_started_from_is_told_with_2() throws Exception {
        Ended ended = run(install("a:b"), "", "--version");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output()).contains("colon");
    }

    private record Ended(int code, String output) {}

    private Ended run(Path home, String locale, String... command) throws Exception {
        List<String> line = new ArrayList<>(List.of(home.resolve("bin/reprieve").toString()));
        line.addAll(List.of(command));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment()
                .keySet()
                .removeIf(key -> key.matches("(REPRIEVE|CLOUDFLARE|LC|LANG)(_.*)?"));
        if (!locale.isEmpty()) {
            builder.environment().put("LC_ALL", locale);
        }
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS", "-Djava.io.tmpdir=" + folder);
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new Ended(process.waitFor(), Files.readString(output));
    }

    /**
     * As an installed one: without sources, so that nothing is built; the jar names its libraries.
     */
    private Path install(String name) throws Exception {
        Path home = folder.resolve(name);
        Path lib = Files.createDirectories(home.resolve("target/lib"));
        Path own = Path.of("").toAbsolutePath();
        Files.createDirectories(home.resolve("bin"));
        Files.copy(own.resolve("bin/reprieve"), home.resolve("bin/reprieve"));
        assertThat(home.resolve("bin/reprieve").toFile().setExecutable(true)).isTrue();
        for (String shipped : List.of("routes", "config")) {
            Files.createSymbolicLink(home.resolve(shipped), own.resolve(shipped));
        }
        StringBuilder names = new StringBuilder(own.resolve("target/classes").toUri().toString());
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : classPath.split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar")) {
                Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar);
                names.append(" lib/").append(jar.getFileName());
            }
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, names.toString());
        Path jar = home.resolve("target/reprieve.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return home;
    }
}
