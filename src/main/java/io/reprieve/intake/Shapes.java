package io.reprieve.intake;

/** Which shapes of ids a list holds, and with that how strictly it is read. */
enum Shapes {
    /** None that is known: the list is read as it comes, and waits for a person. */
    UNKNOWN,
    /** Postfix ids: what looks like none is not sent. */
    POSTFIX,
    /** Investigate ids: the same; and words that can be postfix ids need not be any. */
    INVESTIGATE;

    /** What stands in the first characters of a list, in whatever form it is. */
    static Shapes in(String sample) {
        for (int time = IdShape.nextTime(sample, 0);
                time >= 0;
                time = IdShape.nextTime(sample, time + 1)) {
            if (IdShape.investigateEnd(sample, time) > 0) {
                return INVESTIGATE;
            }
        }
        return sample.indexOf('%') >= 0 && !FoundIds.in(sample).certain().isEmpty()
                ? INVESTIGATE
                : UNKNOWN;
    }
}
