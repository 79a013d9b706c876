package io.reprieve.report.file;

import java.nio.file.Path;

/**
 * The files of a job.
 *
 * @param report {@code report.csv}
 * @param summary {@code summary.json}
 * @param deadLetter what needs a person; null when nothing does
 */
public record Written(Path report, Path summary, Path deadLetter) {}
