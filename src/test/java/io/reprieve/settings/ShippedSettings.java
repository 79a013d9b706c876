package io.reprieve.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The settings that ship, without those of this machine's environment. */
public final class ShippedSettings {
    private ShippedSettings() {}

    /** With these in place of what ships. */
    public static Settings with(Map<String, String> given) {
        return Settings.load(
                new SettingsSources(
                        Path.of("config/application.properties"),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        given,
                        true));
    }
}
