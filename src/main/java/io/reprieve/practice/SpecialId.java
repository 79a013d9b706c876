package io.reprieve.practice;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ids with which a rehearsal meets every outcome. Such an id starts with {@value #PREFIX}, then has
 * the word of its constant, then any digits, so that there can be many of each: {@code
 * 4PRACTICEpartial7}. Both forms of id work. Every other id is a plain message in quarantine.
 */
public enum SpecialId {
    /** Delivered to two recipients. */
    RELEASED_TO_TWO("two", Effect.LEAVES, Listing.TWO_DELIVERED),
    /** Delivered to one recipient, undelivered to another. */
    PARTIAL("partial", Effect.LEAVES, Listing.DELIVERED_AND_UNDELIVERED),
    /** Taken, but delivered to nobody, and nobody failed. */
    UNDELIVERED("undelivered", Effect.LEAVES, Listing.UNDELIVERED),
    /** Failed at the first call that is processed, delivered at the second. */
    FAILED_ONCE("failonce", Effect.LEAVES_AT_SECOND, Listing.FAILED, Listing.DELIVERED),
    /** Failed at every call; stays in quarantine. */
    FAILED_ALWAYS("fail", Effect.STAYS, Listing.FAILED),
    /** Delivered to one recipient, failed for another, at every call. */
    FAILED_FOR_ONE("failone", Effect.LEAVES, Listing.DELIVERED_AND_FAILED),
    /** One recipient in each of the three lists. */
    ALL_LISTS("allthree", Effect.LEAVES, Listing.ALL_THREE),
    /** Released; in the answer without any of the three lists. */
    LISTS_MISSING("nolists", Effect.LEAVES, Listing.LISTS_MISSING),
    /** Released; in the answer all three lists are null. */
    LISTS_NULL("nulllists", Effect.LEAVES, Listing.LISTS_NULL),
    /** Released; in the answer all three lists are empty. */
    LISTS_EMPTY("emptylists", Effect.LEAVES, Listing.LISTS_EMPTY),
    /** In the answer without lists, and whoever asks for it then is refused. */
    UNSETTLED("unsettled", Effect.UNCLEAR, Listing.LISTS_MISSING),
    /** Released, but missing from the answer. */
    MISSING_RELEASED("missing", Effect.LEAVES, Listing.ABSENT),
    /** Missing from the answer and not released at the first call; released at the second. */
    MISSING_ONCE("missonce", Effect.LEAVES_AT_SECOND, Listing.ABSENT, Listing.DELIVERED),
    /** Missing from every answer and never released. */
    MISSING_KEPT("missingkept", Effect.STAYS, Listing.ABSENT),
    /** Missing from every answer and never released, though its state names a release. */
    RELEASE_FAILED("releasefailed", Effect.STAYS, Listing.ABSENT),
    /** Not in quarantine, delivered long ago; in the answer with empty lists. */
    NOT_QUARANTINED("notheld", Effect.NOT_HELD, Listing.LISTS_EMPTY),
    /** Unknown: missing from the answer, 404 when asked for. */
    NOT_FOUND("notfound", Effect.UNKNOWN, Listing.ABSENT),
    /** The whole call is answered 400, and nothing is released, while this id is in it. */
    REFUSED("refused", Effect.REFUSED, Listing.ABSENT),
    /** Released; in the answer without its {@code postfix_id}. */
    NO_POSTFIX_ID("nopostfix", Effect.LEAVES, Listing.DELIVERED),
    /** Released once; stands twice in the answer. */
    TWICE_IN_ANSWER("twice", Effect.LEAVES, Listing.DELIVERED),
    /** A plain message whose disposition is {@code MALICIOUS}. */
    MALICIOUS("malicious", Effect.LEAVES, Listing.DELIVERED),
    /** A plain message whose disposition is {@code MALICIOUS-BEC}. */
    MALICIOUS_BEC("bec", Effect.LEAVES, Listing.DELIVERED);

    /** How every special id starts. */
    public static final String PREFIX = "4PRACTICE";

    private static final Map<String, SpecialId> BY_WORD = new HashMap<>();

    static {
        for (SpecialId special : values()) {
            BY_WORD.put(special.word, special);
        }
    }

    private final String word;
    private final Effect effect;
    private final Listing first;
    private final Listing later;

    SpecialId(String word, Effect effect, Listing always) {
        this(word, effect, always, always);
    }

    SpecialId(String word, Effect effect, Listing first, Listing later) {
        this.word = word;
        this.effect = effect;
        this.first = first;
        this.later = later;
    }

    /** What processing a call does to the message. */
    enum Effect {
        LEAVES,
        LEAVES_AT_SECOND,
        STAYS,
        UNCLEAR,
        NOT_HELD,
        UNKNOWN,
        REFUSED
    }

    /** What the answer says of the message. */
    enum Listing {
        DELIVERED,
        TWO_DELIVERED,
        DELIVERED_AND_UNDELIVERED,
        DELIVERED_AND_FAILED,
        UNDELIVERED,
        FAILED,
        ALL_THREE,
        LISTS_MISSING,
        LISTS_NULL,
        LISTS_EMPTY,
        ABSENT
    }

    /** The special id that an id of either form is, if it is one. */
    public static Optional<SpecialId> of(String id) {
        return Optional.ofNullable(find(PracticeIds.key(id)));
    }

    /** The word after the prefix, lower case. */
    public String word() {
        return word;
    }

    /** A full id of this kind. */
    public String id() {
        return id(1);
    }

    /** A full id of this kind; each number gives another message. */
    public String id(int number) {
        return postfixId(number) + "-2026-10-01T10:00:00-" + (10_000_000L + number);
    }

    /** The first part of {@link #id(int)}. */
    public String postfixId(int number) {
        return PREFIX + word + number;
    }

    /** What a processed call does to the message. */
    Effect effect() {
        return effect;
    }

    /** What the answer to the given processed call, counted from 1, says of the message. */
    Listing listing(int processed) {
        return processed <= 1 ? first : later;
    }

    /** Whether the given processed call, counted from 1, takes the message out of quarantine. */
    boolean releases(int processed) {
        return effect == Effect.LEAVES || effect == Effect.LEAVES_AT_SECOND && processed > 1;
    }

    /** As {@link #of}, for a key, without an object for each plain id. */
    static SpecialId find(String key) {
        if (!key.startsWith(PREFIX)) {
            return null;
        }
        int end = key.length();
        while (Character.isDigit(key.charAt(end - 1))) {
            end--;
        }
        return BY_WORD.get(key.substring(PREFIX.length(), Math.max(end, PREFIX.length())));
    }
}
