package io.reprieve.report.file;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of a job.
 *
 * @param report {@code report.csv}
 * @param summary {@code summary.json}
 * @param deadLetter what needs a person; null when nothing does
 */
public record Written(Path report, Path summary, Path deadLetter) {

    /** The dead letter, if there is one. */
    public Optional<Path> deadLetterIfAny() {
        return Optional.ofNullable(deadLetter);
    }
}
