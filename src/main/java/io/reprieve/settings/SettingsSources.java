package io.reprieve.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything settings are read from, so that tests and commands can choose it. Strongest first:
 * overrides, system properties, environment, the file of {@code --config}, the base file.
 *
 * @param baseFile usually {@code config/application.properties}; may be missing
 * @param configFile the file of {@code --config}; must exist when given
 * @param environment environment variables by name
 * @param systemProperties what {@code -Dkey=value} gave, by key
 * @param overrides what the command line of a command fixes, by key; stronger than all the rest
 * @param accountsRequired false for commands that can do without an account; those that are given
 *     are checked all the same
 */
public record SettingsSources(
        Path baseFile,
        Optional<Path> configFile,
        Map<String, String> environment,
        Map<String, String> systemProperties,
        Map<String, String> overrides,
        boolean accountsRequired) {

    /** Takes copies, so that later changes of the process do not reach in. */
    public SettingsSources {
        environment = Map.copyOf(environment);
        systemProperties = Map.copyOf(systemProperties);
        overrides = Map.copyOf(overrides);
    }

    /**
     * The sources of this process.
     *
     * @param baseFile usually {@code config/application.properties}
     * @param configFile what {@code --config} names, if anything
     */
    public static SettingsSources ofProcess(Path baseFile, Optional<Path> configFile) {
        var properties = new TreeMap<String, String>();
        var system = System.getProperties();
        system.stringPropertyNames().forEach(key -> properties.put(key, system.getProperty(key)));
        return new SettingsSources(
                baseFile, configFile, System.getenv(), properties, Map.of(), true);
    }

    /** The same sources under values that nothing else can change. */
    public SettingsSources withOverrides(Map<String, String> values) {
        return new SettingsSources(
                baseFile, configFile, environment, systemProperties, values, accountsRequired);
    }

    /** The same sources for a command that can do without an account. */
    public SettingsSources withoutRequiredAccounts() {
        return new SettingsSources(
                baseFile, configFile, environment, systemProperties, overrides, false);
    }
}
