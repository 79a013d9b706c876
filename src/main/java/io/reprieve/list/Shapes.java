package io.reprieve.list;

/** Which shapes of ids a list holds, and with that how strictly it is read. */
enum Shapes {
    /** None that is known: the list is read as it comes, and waits for a person. */
    UNKNOWN,
    /** Words that can be postfix ids: what cannot be one is not sent. */
    POSTFIX,
    /** Postfix ids as they are today: nor are words sent that are less like one. */
    LIKELY_POSTFIX,
    /** Investigate ids: the same; and words that can be postfix ids need not be any. */
    INVESTIGATE;

    /** The shape of a word that is an id. */
    static Shapes of(String id) {
        if (id.length() >= IdShape.SHORTEST) {
            return INVESTIGATE;
        }
        return IdShape.isLikelyPostfix(id) ? LIKELY_POSTFIX : POSTFIX;
    }

    /** Whether ids of this shape or a surer one are known. */
    boolean isAtLeast(Shapes other) {
        return compareTo(other) >= 0;
    }

    /** The surer one of two. */
    Shapes or(Shapes other) {
        return isAtLeast(other) ? this : other;
    }

    /** What stands in the first characters of a list, in whatever form it is. */
    static Shapes in(String sample) {
        for (int time = IdShape.nextTime(sample, 0);
                time >= 0;
                time = IdShape.nextTime(sample, time + 1)) {
            if (IdShape.investigateEnd(sample, time) > 0) {
                return INVESTIGATE;
            }
        }
        boolean other = !OtherSpelling.plain(sample).equals(sample);
        return other && !FoundIds.in(sample).certain().isEmpty() ? INVESTIGATE : UNKNOWN;
    }
}
