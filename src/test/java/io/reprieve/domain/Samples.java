package io.reprieve.domain;

import io.reprieve.TestClock;
import io.reprieve.domain.Part.History;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Parts, answers and policies to judge. */
final class Samples {
    static final Instant NOW = TestClock.START;
    static final ResponseInfo FACTS = new ResponseInfo(200, null, null, "ray-1");

    private Samples() {}

    static List<String> ids(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> String.format("4Njp3P%06d-2024-01-05T10:00:00-12345678", i))
                .toList();
    }

    static Part part(String... ids) {
        return part(1, History.NEW, ids);
    }

    static Part part(long key, History history, String... ids) {
        return part(key, history, null, List.of(ids));
    }

    static Part part(long key, History history, Long group, List<String> ids) {
        return new Part(key, 1, "default", ids, history, group, false);
    }

    static Part dryRun(String... ids) {
        return new Part(1, 1, "default", List.of(ids), History.NEW, null, true);
    }

    /** Rows that were sent so often, the first time at {@link #NOW}. */
    static History sent(int attempts, int failures) {
        return new History(attempts, failures, 0, NOW, null, false);
    }

    static RetryPolicy policy(InDoubt inDoubt) {
        return new RetryPolicy(
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                Duration.ofHours(24),
                3,
                inDoubt,
                Duration.ofSeconds(60),
                () -> 1.0);
    }

    /** Recipients by a word: {@code d1} delivered, {@code u1} undelivered, {@code f1} failed. */
    static Recipients recipients(String words) {
        return new Recipients(of(words, 'd'), of(words, 'u'), of(words, 'f'));
    }

    private static List<String> of(String words, char list) {
        return Arrays.stream(words.split(" "))
                .filter(word -> !word.isEmpty() && word.charAt(0) == list)
                .map(word -> word + "@example.com")
                .toList();
    }

    static Answer.Result result(String id, String postfixId, String recipients) {
        return new Answer.Result(id, postfixId, recipients(recipients));
    }

    static Answer.Taken taken(Answer.Result... results) {
        return new Answer.Taken(List.of(results), FACTS);
    }

    static Answer.Refused refused(Answer.Cause cause) {
        return new Answer.Refused(cause, new ResponseInfo(400, "1234", "no", null));
    }

    static Answer.AccessRefused accessRefused(boolean lockedOut) {
        ResponseInfo facts = new ResponseInfo(403, lockedOut ? "10502" : "10000", "no", null);
        return new Answer.AccessRefused("Check the token.", lockedOut, facts);
    }

    static Answer.NotStarted notStarted(Integer seconds, boolean rateLimited) {
        Duration wait = seconds == null ? null : Duration.ofSeconds(seconds);
        ResponseInfo facts = new ResponseInfo(rateLimited ? 429 : 503, null, null, null);
        return new Answer.NotStarted(wait, rateLimited, facts);
    }

    static Answer.Unknown unknown(boolean timedOut, boolean outage) {
        return new Answer.Unknown(timedOut, outage, new ResponseInfo(502, null, "lost", null));
    }
}
