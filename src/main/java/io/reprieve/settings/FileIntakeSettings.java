package io.reprieve.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How lists are taken from a folder.
 *
 * @param enabled whether the folder is watched at all
 * @param dir the folder; subfolders named after an account belong to that account
 * @param delay pause between two polls, 100ms to 1h
 * @param minAge how long a file must have been left unchanged, up to 1h
 * @param doneFile name of the marker that must stand beside a list, with {@code ${file:name}} or
 *     {@code ${file:name.noext}} for the list's own name; empty: none is needed
 */
public record FileIntakeSettings(
        boolean enabled, Path dir, Duration delay, Duration minAge, Optional<String> doneFile) {}
