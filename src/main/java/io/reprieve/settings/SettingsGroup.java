package io.reprieve.settings;

import java.util.List;

/**
 * The settings that a part of Reprieve declares beside what they set. The file {@code groups.txt}
 * beside this class names the groups, in the order of the manual. Each is made once, by a
 * constructor without arguments, and is stateless.
 */
public interface SettingsGroup {
    /** The declarations, in the order of the manual. */
    List<Setting<?>> declared();

    /**
     * Adds what is wrong with values that go together; each by itself has been looked at before.
     * Opens no connection.
     */
    void check(Values values, List<Problem> problems);
}
