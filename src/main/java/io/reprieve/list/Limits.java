package io.reprieve.list;

/** Bounds that keep a broken or hostile list from filling the memory. */
final class Limits {

    /** Longest line, cell or JSON string, in characters. Ours: a real id has fewer than 100. */
    static final int TEXT = 1 << 20;

    /** Bytes looked at to decide what a list is. */
    static final int HEAD = 64 * 1024;

    /** Rows looked at to decide which column holds the ids. */
    static final int SAMPLE_ROWS = 200;

    /** Rows looked at for an id of a known shape, before anything counts them. */
    static final int UNFAMILIAR_ROWS = 1_000_000;

    private Limits() {}

    static UnreadableListException tooLong(String what, long line) {
        return new UnreadableListException(
                what
                        + " at line "
                        + line
                        + " is longer than 1 MiB, which no list of ids needs. Perhaps a quote is opened there"
                        + " and never closed, or the file is something else than a list.");
    }
}
