package io.reprieve.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sources for a test: nothing is given but what the test says. */
public final class Sources {

    public static final String ID = "0123456789abcdef0123456789abcdef";
    public static final String OTHER_ID = "fedcba9876543210fedcba9876543210";

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> system = new HashMap<>();
    private Optional<Path> config = Optional.empty();

    Sources(Path folder) {
        this.folder = folder;
    }

    /** With one account that is in order. */
    public static Sources withAccount(Path folder) {
        return new Sources(folder)
                .variable("CLOUDFLARE_ACCOUNT_ID", ID)
                .variable("CLOUDFLARE_API_TOKEN", "ambient-token");
    }

    Path baseFile() {
        return folder.resolve("application.properties");
    }

    public Sources base(String... lines) {
        write(baseFile(), lines);
        return this;
    }

    public Sources config(String... lines) {
        Path file = folder.resolve("mine.properties");
        write(file, lines);
        config = Optional.of(file);
        return this;
    }

    public Sources configFile(Path file) {
        config = Optional.of(file);
        return this;
    }

    public Sources variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Sources property(String key, String value) {
        system.put(key, value);
        return this;
    }

    public SettingsSources all() {
        return new SettingsSources(baseFile(), config, environment, system, Map.of(), true);
    }

    public Settings load() {
        return Settings.load(all());
    }

    public SettingsException refused() {
        try {
            load();
        } catch (SettingsException e) {
            return e;
        }
        throw new AssertionError("the settings were taken");
    }

    private static void write(Path file, String... lines) {
        try {
            Files.writeString(file, String.join("\n", lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
