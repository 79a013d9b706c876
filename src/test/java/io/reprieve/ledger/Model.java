package io.reprieve.ledger;

import io.reprieve.domain.Dedupe;
import io.reprieve.domain.Outcome;
import io.reprieve.domain.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the ledger should know, the simplest way: every row an object, every answer a loop. */
final class Model {
    final List<ModelJob> jobs = new ArrayList<>();

    private final Map<String, ModelRow> newest = new HashMap<>();

    /** What a row is at. */
    enum At {
        SEND,
        ASK,
        IN_HANDS,
        UNDER_WAY,
        ASKED,
        WAITS,
        SETTLED
    }

    /** One row. */
    static final class ModelRow {
        final ModelJob job;
        final Row entry;
        At at;
        At before;
        ModelRow awaited;
        Long group;
        Outcome outcome;
        String reason = "";
        int attempts;

        private ModelRow(ModelJob job, Row entry) {
            this.job = job;
            this.entry = entry;
        }

        void settle(Outcome with, String why) {
            at = At.SETTLED;
            outcome = with;
            reason = why;
        }

        String key() {
            return entry.account() + "/" + entry.id();
        }
    }

    /** One job. */
    static final class ModelJob {
        final String id;
        final long number;
        final List<ModelRow> rows = new ArrayList<>();
        long calls;

        private ModelJob(String id, long number) {
            this.id = id;
            this.number = number;
        }
    }

    void accept(String id, long number, List<Row> entries, Dedupe dedupe, boolean dryRun) {
        ModelJob job = new ModelJob(id, number);
        Map<String, ModelRow> own = new HashMap<>();
        for (Row entry : entries) {
            ModelRow row = new ModelRow(job, entry);
            job.rows.add(row);
            ModelRow first = own.get(row.key());
            if (entry.problem() != null) {
                row.settle(Outcome.INVALID, entry.problem());
            } else if (first != null && dedupe != Dedupe.OFF) {
                row.settle(Outcome.DUPLICATE, "the same id stands in line " + first.entry.line());
            } else if (dryRun) {
                row.at = At.ASK;
            } else {
                row.at = At.SEND;
                ModelRow earlier = newest.get(row.key());
                if (dedupe == Dedupe.LEDGER && earlier != null) {
                    row.at = At.WAITS;
                    row.awaited = earlier;
                }
            }
            if (entry.problem() == null) {
                own.putIfAbsent(row.key(), row);
            }
        }
        if (!dryRun) {
            newest.putAll(own);
        }
        jobs.add(job);
        resolve();
    }

    /** Gives rows their fate that wait for settled ones. */
    void resolve() {
        // Rows wait for rows of jobs accepted before: one pass in order is enough.
        for (ModelJob job : jobs) {
            for (ModelRow row : job.rows) {
                if (row.at == At.WAITS && row.awaited.at == At.SETTLED) {
                    resolve(row, row.awaited);
                }
            }
        }
    }

    private static void resolve(ModelRow row, ModelRow earlier) {
        if (earlier.outcome == Outcome.RELEASED) {
            row.settle(Outcome.DUPLICATE, "released by job " + earlier.job.id);
        } else if (earlier.outcome == Outcome.DUPLICATE) {
            row.settle(Outcome.DUPLICATE, earlier.reason);
        } else {
            row.at = At.SEND;
        }
    }

    /** Takes the first row of that job and id that is where it is expected. */
    ModelRow take(long job, String account, String id, At from, At to) {
        for (ModelRow row : job(job).rows) {
            boolean same = row.entry.id().equals(id) && row.entry.account().equals(account);
            if (same && row.at == from) {
                row.before = from;
                row.at = to;
                return row;
            }
        }
        throw new AssertionError(
                "No row of job " + job + " with the id " + id + " is at " + from + ".");
    }

    ModelJob job(long number) {
        return jobs.stream().filter(job -> job.number == number).findFirst().orElseThrow();
    }

    /** Rows that are at that point. */
    Set<ModelRow> at(At at) {
        Set<ModelRow> rows = new HashSet<>();
        jobs.forEach(job -> job.rows.stream().filter(row -> row.at == at).forEach(rows::add));
        return rows;
    }
}
