package io.reprieve.list;

/**
 * What a list says about itself. Only the JSON object with {@code ids} can say more than its
 * format.
 *
 * @param format how the list was read, in words, for instance {@code table separated by ;}
 * @param requestedBy who asks for the release, or null
 * @param reason why, or null
 * @param account the account of every row that names none itself, or null
 */
public record ListFacts(String format, String requestedBy, String reason, String account) {

    static ListFacts of(String format) {
        return new ListFacts(format, null, null, null);
    }

    ListFacts packedAs(String packing) {
        return packing.isEmpty()
                ? this
                : new ListFacts(format + ", " + packing, requestedBy, reason, account);
    }
}
