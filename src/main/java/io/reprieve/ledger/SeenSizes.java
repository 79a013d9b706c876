package io.reprieve.ledger;

/**
 * Sizes inside the index of seen ids. They decide about speed and memory, never about an answer;
 * tests make them small to reach every turn of the road with few ids.
 *
 * @param smallList a list of at most so many ids goes into the small table
 * @param recent so many ids in the small table become a run
 * @param segment so many entries are sorted in memory, at 32 bytes each; at most {@link
 *     SeenEntries#MAX_ENTRIES}
 * @param page entries of a page, at 24 bytes each
 * @param fan so many neighbouring runs become one
 * @param step entries that are merged in one transaction
 */
record SeenSizes(int smallList, int recent, int segment, int page, int fan, int step) {
    /** What the program uses. */
    static final SeenSizes USUAL =
            new SeenSizes(4096, 65_536, SeenEntries.MAX_ENTRIES, 1024, 6, 1 << 18);
}
