package io.reprieve.connector.files;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file that has to stand beside a list before it is taken, as {@code
 * reprieve.intake.files.done-file} says. Immutable.
 *
 * @param pattern its name, in which {@code ${file:name}} or {@code ${file:name.noext}} stands for
 *     that of the list
 */
record Marker(String pattern) {
    private static final String NAME = "${file:name}";
    private static final String STEM = "${file:name.noext}";

    /** Whether each list has one of its own; else one stands for all lists of a folder. */
    boolean isOwn() {
        return pattern.contains(NAME) || pattern.contains(STEM);
    }

    /** Where that of a list has to stand. */
    Path of(Path list) {
        String name = list.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return list.resolveSibling(pattern.replace(NAME, name).replace(STEM, stem));
    }

    boolean standsBeside(Path list) {
        return Files.exists(of(list));
    }

    /** Whether a file of that name is a marker, or would be one. */
    boolean isMarker(String name) {
        String[] around = pattern.replace(STEM, NAME).split(java.util.regex.Pattern.quote(NAME), 2);
        return around.length == 1 && !isOwn()
                ? name.equals(pattern)
                : name.length() > around[0].length() + around[around.length - 1].length()
                        && name.startsWith(around[0])
                        && name.endsWith(around[around.length - 1]);
    }
}
