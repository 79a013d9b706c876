package io.reprieve.cli;

import io.reprieve.settings.Settings;
import io.reprieve.settings.SettingsSources;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where settings come from. */
final class SettingsOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Settings that differ from config/application.properties. Environment"
                            + " variables and -D in JAVA_OPTS are stronger.")
    private Path config;

    /** Reads the settings; what the command fixes itself is stronger than all others. */
    Settings load(Map<String, String> fixed) {
        return Settings.load(sources().withOverrides(fixed));
    }

    /** Reads the settings for a command that calls nobody. */
    Settings loadWithoutAccounts() {
        return Settings.load(sources().withoutRequiredAccounts());
    }

    private SettingsSources sources() {
        return SettingsSources.ofProcess(Home.settings(), Optional.ofNullable(config));
    }
}
