package io.reprieve.release;

/**
 * The final word on one row.
 *
 * @param outcome its outcome
 * @param reason words for the report, empty where the outcome says it all
 * @param recipients what Cloudflare said of the recipients
 * @param facts status, code and ray of the answer that settled it
 */
public record Ruling(Outcome outcome, String reason, Recipients recipients, Facts facts) {
    /** A ruling about a message that no answer named recipients of. */
    public static Ruling of(Outcome outcome, String reason, Facts facts) {
        return new Ruling(outcome, reason, Recipients.NONE, facts);
    }
}
