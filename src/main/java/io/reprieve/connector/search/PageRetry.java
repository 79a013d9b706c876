package io.reprieve.connector.search;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * How one page is being got: attempts that failed, and waits for a search that is still at work.
 * Used by one thread at a time.
 */
final class PageRetry {
    /** Attempts for a page, some four minutes with the usual waits between them. */
    static final int MAX_ATTEMPTS = 8;

    /** Looks at a search that is at work, some minutes with the usual wait between them. */
    static final int MAX_LOOKS = 100;

    /** Wait between two looks where the answer does not say. */
    private static final Duration USUAL_WAIT = Duration.ofSeconds(2);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private Instant notBefore;
    private String later;
    private int failed;
    private int looks;

    PageRetry(Instant now) {
        this.notBefore = now;
    }

    /** When the next call may be made. */
    Instant notBefore() {
        return notBefore;
    }

    /** Path and query below the base address where a search at work is looked at; or null. */
    String later() {
        return later;
    }

    int failed() {
        return failed;
    }

    /**
     * Counts a failure that may be over soon.
     *
     * @return whether there is another attempt
     */
    boolean failed(Instant next) {
        notBefore = next;
        return ++failed < MAX_ATTEMPTS;
    }

    void succeeded() {
        failed = 0;
        looks = 0;
        later = null;
    }

    /**
     * Counts a look at a search that is still at work.
     *
     * @param where path and query below the base address; null: as before
     * @return whether there is another look
     */
    boolean later(String where, Duration asked, Instant now) {
        Duration wait = asked == null ? USUAL_WAIT : asked;
        notBefore = now.plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
        later = where == null ? later : where;
        failed = 0;
        return ++looks <= MAX_LOOKS;
    }

    /**
     * What a {@code Location} means below the base address.
     *
     * @param path path of the search below the base address
     * @return path and query below the base address; null where it leads anywhere else: the
     *     credentials must not go there
     */
    static String below(URI base, String path, String location) {
        try {
            String root = base.toString().replaceAll("/+$", "");
            URI search = URI.create(root + path);
            String told = location.strip();
            // Java drops the last segment where there is nothing but a query.
            String whole = told.startsWith("?") ? search.getRawPath() + told : told;
            URI target = search.resolve(whole).normalize();
            boolean same =
                    target.getScheme().equalsIgnoreCase(search.getScheme())
                            && search.getAuthority().equalsIgnoreCase(target.getAuthority())
                            && target.getRawPath().startsWith(URI.create(root).getRawPath() + "/")
                            && !target.getRawPath().contains("%2e")
                            && !target.getRawPath().contains("%2E");
            if (!same) {
                return null;
            }
            String below = target.getRawPath().substring(URI.create(root).getRawPath().length());
            return target.getRawQuery() == null ? below : below + "?" + target.getRawQuery();
        } catch (RuntimeException e) {
            return null;
        }
    }
}
