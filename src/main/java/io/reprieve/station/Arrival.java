package io.reprieve.station;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A list's file between the first look and the moment in which it is believed: reading it may begin
 * before it has lain unchanged for long enough, and what was read counts only if it had not changed
 * by then. Immutable.
 */
final class Arrival {
    private final Path path;
    private final FileFacts facts;
    private final Instant whole;
    private final Schedule schedule;

    private Arrival(Path path, FileFacts facts, Instant whole, Schedule schedule) {
        this.path = path;
        this.facts = facts;
        this.whole = whole;
        this.schedule = schedule;
    }

    /** A file that nobody else has in hand; it must be the same at the end of reading. */
    static Arrival ofOwn(Path path) throws IOException {
        return new Arrival(path, FileFacts.of(path), null, null);
    }

    /**
     * A file that somebody may still be writing.
     *
     * @param minAge how long it must be left unchanged; by a clock that is ahead of ours, from now
     * @param now the time
     * @param schedule ends the wait when Reprieve is being stopped
     */
    static Arrival of(Path path, Duration minAge, Instant now, Schedule schedule)
            throws IOException {
        FileFacts facts = FileFacts.of(path);
        Instant modified = Instant.ofEpochMilli(facts.modified());
        Instant since = modified.isAfter(now) ? now : modified;
        return new Arrival(path, facts, since.plus(minAge), schedule);
    }

    /** Bytes. */
    long size() {
        return facts.size();
    }

    /**
     * Makes sure that the file was whole when it was looked at first; waits until that can be said.
     *
     * @throws NotNowException when it has changed since, or Reprieve is being stopped; it is taken
     *     again later
     * @throws IOException when a file that nobody else has in hand was changed all the same
     */
    void confirm() throws IOException {
        if (schedule == null) {
            if (!isUnchanged()) {
                throw new IOException(
                        "it was still being written; it is taken again once it is whole");
            }
            return;
        }
        try {
            schedule.awaitTime(whole);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw NotNowException.stopping();
        }
        if (schedule.isStopping()) {
            throw NotNowException.stopping();
        }
        if (!isUnchanged()) {
            throw new NotNowException("it is still being written");
        }
    }

    private boolean isUnchanged() throws IOException {
        try {
            return FileFacts.of(path).equals(facts);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
