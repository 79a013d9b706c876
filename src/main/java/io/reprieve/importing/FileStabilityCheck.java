package io.reprieve.importing;

import io.reprieve.calls.CallGate;
import io.reprieve.domain.NotNowException;
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
final class FileStabilityCheck {
    /** How long before a file is old enough it is read at most. */
    static final Duration HEAD_START = Duration.ofSeconds(2);

    private final Path path;
    private final FileFacts facts;
    private final boolean isOwn;
    private final Instant whole;
    private final CallGate gate;

    private FileStabilityCheck(
            Path path, FileFacts facts, boolean isOwn, Instant whole, CallGate gate) {
        this.path = path;
        this.facts = facts;
        this.isOwn = isOwn;
        this.whole = whole;
        this.gate = gate;
    }

    /** A file that nobody else has in hand; it must be the same at the end of reading. */
    static FileStabilityCheck ofOwn(Path path, CallGate gate) throws IOException {
        return new FileStabilityCheck(path, FileFacts.of(path), true, Instant.MIN, gate);
    }

    /**
     * A file that somebody may still be writing.
     *
     * @param facts what it looked like first
     * @param minAge how long it must be left unchanged
     * @param quiet how long it was seen unchanged already, whatever its time says
     * @param now the time by the clock that files have their times from
     * @param gate ends the wait when Reprieve is being stopped
     */
    static FileStabilityCheck of(
            Path path,
            FileFacts facts,
            Duration minAge,
            Duration quiet,
            Instant now,
            CallGate gate) {
        Instant modified = Instant.ofEpochMilli(facts.modified());
        Instant seen = now.minus(quiet);
        Instant since = modified.isAfter(seen) ? seen : modified;
        Instant whole = gate.fromNow(Duration.between(now, since.plus(minAge)));
        return new FileStabilityCheck(path, facts, false, whole, gate);
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
        boolean isOld;
        try {
            isOld = gate.awaitTime(whole, HEAD_START);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw NotNowException.stopping();
        }
        if (gate.isStopping() && !isOwn) {
            throw NotNowException.stopping();
        }
        if (!isOld) {
            throw new NotNowException("it is too young, or the clock was set back");
        }
        checkUnchanged();
    }

    /** The same without waiting: ends reading in vain. */
    void checkUnchanged() throws IOException {
        if (isUnchanged()) {
            return;
        }
        String words = "it was still being written; it is taken again once it is whole";
        if (isOwn) {
            throw new IOException(words);
        }
        throw new NotNowException(words);
    }

    private boolean isUnchanged() throws IOException {
        try {
            return FileFacts.of(path).equals(facts);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
