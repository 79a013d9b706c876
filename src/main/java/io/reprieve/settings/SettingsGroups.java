package io.reprieve.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Finds the groups that {@code groups.txt} names. {@link java.util.ServiceLoader} would open every
 * jar of the class path for that, which took 25 ms of each start.
 */
final class SettingsGroups {
    /** In the order of the manual. */
    static final List<SettingsGroup> ALL = read();

    private SettingsGroups() {}

    private static List<SettingsGroup> read() {
        try (InputStream names = SettingsGroups.class.getResourceAsStream("groups.txt")) {
            return new String(names.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(SettingsGroups::make)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SettingsGroup make(String name) {
        try {
            return Class.forName(name)
                    .asSubclass(SettingsGroup.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("groups.txt names " + name, e);
        }
    }
}
