package io.reprieve.practice;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One call as it arrived. Immutable.
 *
 * @param number counted from 1 since the start or the last reset
 * @param time when it had been read whole
 * @param method HTTP method
 * @param path as sent, with its query
 * @param operation what it asks for: {@code release}, {@code message}, {@code action-log}, {@code
 *     search}, {@code verify-token}, {@code redirected} or {@code unknown}
 * @param accountId account in the path; empty when there is none
 * @param idCount number of ids in a release call's body, repeated ones included
 * @param ids those ids in their order; empty when they are no longer kept
 * @param bodyForm the body's form in a release call that can be read, else null
 * @param headers by lower-case name; of credentials only that they were there
 * @param status HTTP status answered, 0 when the client got none
 * @param fault what went wrong on purpose, empty for nothing
 * @param processed whether the call was worked on, so that releases in it were counted
 */
public record RecordedCall(
        long number,
        Instant time,
        String method,
        String path,
        String operation,
        String accountId,
        int idCount,
        List<String> ids,
        PracticeBodyForm bodyForm,
        Map<String, String> headers,
        int status,
        String fault,
        boolean processed) {

    /** What stands for a credential in {@link #headers}. */
    public static final String HIDDEN = "(hidden)";

    /** Copies both collections. */
    public RecordedCall {
        ids = List.copyOf(ids);
        headers = Map.copyOf(headers);
    }

    /** Whether this is a call of the release endpoint. */
    public boolean isRelease() {
        return operation.equals("release");
    }

    /** The same call, its ids given up for the memory that they need. */
    RecordedCall withoutIds() {
        return new RecordedCall(
                number, time, method, path, operation, accountId, idCount, List.of(), bodyForm,
                headers, status, fault, processed);
    }

    /** The same call with its number. */
    RecordedCall numbered(long itsNumber) {
        return new RecordedCall(
                itsNumber, time, method, path, operation, accountId, idCount, ids, bodyForm,
                headers, status, fault, processed);
    }
}
