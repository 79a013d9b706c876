package io.reprieve.settings;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when any setting is wrong. Carries every problem, so that one round of editing is enough.
 */
public final class SettingsException extends RuntimeException {

    private final transient List<Problem> problems;

    /**
     * Takes over everything that was found.
     *
     * @param problems at least one
     */
    public SettingsException(List<Problem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong: in the order of the manual, the unknown keys first. */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(List<Problem> problems) {
        String head = problems.size() == 1 ? "1 setting is" : problems.size() + " settings are";
        return problems.stream()
                .map(problem -> "  " + problem)
                .collect(Collectors.joining("\n", head + " wrong:\n", ""));
    }
}
