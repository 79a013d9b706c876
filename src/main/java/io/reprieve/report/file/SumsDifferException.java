package io.reprieve.report.file;

import io.reprieve.domain.Outcome;
import java.util.Map;

/** Thrown when the rows of a job are not those that its summary counts. No file has appeared. */
public final class SumsDifferException extends IllegalStateException {

    private final String job;

    SumsDifferException(String job, Map<Outcome, Long> summary, Map<Outcome, Long> rows) {
        super("the summary of job " + job + " counts " + summary + ", but its rows are " + rows);
        this.job = job;
    }

    /** The name of the job that does not add up. */
    public String job() {
        return job;
    }
}
