package io.reprieve.connector.search;

/** What Cloudflare took a message for. */
public enum Disposition {
    /** Harmful. */
    MALICIOUS,
    /** Harmful: business email compromise. */
    MALICIOUS_BEC,
    /** Perhaps harmful. */
    SUSPICIOUS,
    /** The sender is not who it says. */
    SPOOF,
    /** Unwanted. */
    SPAM,
    /** Newsletters and the like. */
    BULK,
    /** Nobody could look into it. */
    ENCRYPTED,
    /** From outside. */
    EXTERNAL,
    /** No verdict. */
    UNKNOWN,
    /** Nothing against it. */
    NONE;

    /** As the API writes it. */
    public String word() {
        return name().replace('_', '-');
    }

    /**
     * Whether the search API has a filter for it; the others it gives, and takes no question for.
     */
    public boolean isFilter() {
        return switch (this) {
            case MALICIOUS, SUSPICIOUS, SPOOF, SPAM, BULK, NONE -> true;
            default -> false;
        };
    }

    /**
     * Whether a search that asks for it finds all of it, without being told to look beyond
     * detections.
     */
    public boolean isDetection() {
        return isFilter() && this != NONE;
    }

    /** Whether a search takes it only when told so in words. */
    public boolean isMalicious() {
        return this == MALICIOUS || this == MALICIOUS_BEC;
    }
}
