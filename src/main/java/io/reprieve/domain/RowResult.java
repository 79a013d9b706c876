package io.reprieve.domain;

/**
 * The final word on one row.
 *
 * @param outcome its outcome
 * @param reason words for the report, empty where the outcome says it all
 * @param recipients what Cloudflare said of the recipients
 * @param facts status, code and ray of the answer that settled it
 */
public record RowResult(Outcome outcome, String reason, Recipients recipients, ResponseInfo facts) {
    /** A result about a message that no answer named recipients of. */
    public static RowResult of(Outcome outcome, String reason, ResponseInfo facts) {
        return new RowResult(outcome, reason, Recipients.NONE, facts);
    }
}
