package io.reprieve.cli;

/** Exit codes that scripts rely on. */
final class ExitCodes {
    /** Everything asked for is done, and every id was released or was a duplicate. */
    static final int DONE = 0;

    /** Done, but some ids are in the dead letter. */
    static final int DEAD_LETTERS = 1;

    /** Wrong usage or settings. */
    static final int USAGE = 2;

    /** Stopped, because Cloudflare refuses the credentials or permissions. */
    static final int REFUSED = 3;

    /** Interrupted; the rest is kept for the next start. */
    static final int INTERRUPTED = 4;

    /** Unexpected failure. */
    static final int UNEXPECTED = 5;

    private ExitCodes() {}
}
