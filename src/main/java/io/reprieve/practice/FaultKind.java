package io.reprieve.practice;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What can go wrong with a call. "Processed" means that the call had its effect, and its releases
 * are counted, although the client may not learn of it.
 */
public enum FaultKind {
    /** That status with an error envelope; not processed. */
    STATUS("status", Value.STATUS, "503", false),
    /** Processed, then that status with an error envelope. */
    STATUS_AFTER("status-after", Value.STATUS, "500", true),
    /** That status with a gateway's HTML page; not processed. */
    HTML("html", Value.STATUS, "502", false),
    /** Processed, then that status with a gateway's HTML page. */
    HTML_AFTER("html-after", Value.STATUS, "502", true),
    /** A gateway's 504 at once; processed so much later. */
    HTML_LATE("html-late", Value.DURATION, "10s", false),
    /** 202 with an empty result at once; processed so much later. */
    ACCEPTED_LATE("accepted-late", Value.DURATION, "10s", false),
    /** The connection is closed without an answer; processed so much later. */
    LOST_LATE("lost-late", Value.DURATION, "10s", false),
    /** 200 with an HTML challenge page; not processed. */
    CHALLENGE("challenge", Value.NONE, "", false),
    /** Processed, then 200 with an HTML challenge page. */
    CHALLENGE_AFTER("challenge-after", Value.NONE, "", true),
    /** 200 with {@code "success":false}; not processed. */
    UNSUCCESSFUL("unsuccessful", Value.NONE, "", false),
    /** 307 to elsewhere; not processed. */
    REDIRECT("redirect", Value.URL, "", false),
    /** The connection is reset; not processed. */
    RESET("reset", Value.NONE, "", false),
    /** Processed, then the connection is reset. */
    RESET_AFTER("reset-after", Value.NONE, "", true),
    /** The connection is closed without an answer; not processed. */
    CLOSE("close", Value.NONE, "", false),
    /** Processed, then the connection is closed without an answer. */
    LOST("lost", Value.NONE, "", true),
    /** No answer until the client gives up, or for that long; not processed. */
    HANG("hang", Value.DURATION, "5m", false),
    /** Processed, then no answer until the client gives up, or for that long. */
    HANG_AFTER("hang-after", Value.DURATION, "5m", true),
    /** Processed, then the answer ends in the middle of its JSON. */
    CUT("cut", Value.NONE, "", true),
    /** Processed, then 200 with text that is no JSON although it says so. */
    BROKEN_JSON("broken-json", Value.NONE, "", true),
    /** Processed, then 200 with JSON of another shape. */
    WRONG_JSON("wrong-json", Value.NONE, "", true),
    /** Processed; the right answer, but with that many MB of padding before its result. */
    OVERSIZED("oversized", Value.MEGABYTES, "32", true),
    /** Processed; the right answer in gzip, whether or not the client asked for it. */
    GZIP("gzip", Value.NONE, "", true),
    /** Processed; the right answer in small pieces over that time. */
    DRIP("drip", Value.DURATION, "5s", true),
    /** Waits that long, then processes and answers. */
    DELAY("delay", Value.DURATION, "2s", false),
    /** Processes, waits that long, then answers. */
    DELAY_AFTER("delay-after", Value.DURATION, "2s", true),
    /** The call is reset without being processed, and for that long nobody can connect. */
    REFUSE("refuse", Value.DURATION, "2s", false);

    private final String word;
    private final Value value;
    private final String defaultValue;
    private final boolean processed;

    FaultKind(String word, Value value, String defaultValue, boolean processed) {
        this.word = word;
        this.value = value;
        this.defaultValue = defaultValue;
        this.processed = processed;
    }

    /** What stands after the colon of a fault. */
    enum Value {
        NONE,
        STATUS,
        DURATION,
        MEGABYTES,
        URL
    }

    /** The kind's name as it is written in options and requests. */
    public String word() {
        return word;
    }

    /** Whether the call has its effect after its client was answered. */
    boolean isLate() {
        return this == HTML_LATE || this == ACCEPTED_LATE || this == LOST_LATE;
    }

    /**
     * Whether the call has its effect before the fault; {@link #DELAY} processes after its wait.
     */
    public boolean isProcessed() {
        return processed;
    }

    /** What stands after the colon when nothing is written there. */
    String defaultValue() {
        return defaultValue;
    }

    /** The kind of a word, if there is one. */
    static Optional<FaultKind> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /** All words, for help texts and complaints. */
    static String words() {
        return Arrays.stream(values()).map(FaultKind::word).collect(Collectors.joining(", "));
    }

    /**
     * Checks what stands after the colon.
     *
     * @throws IllegalArgumentException with words for the operator
     */
    void check(String text) {
        boolean good =
                switch (value) {
                    case NONE -> text.isEmpty();
                    case STATUS -> text.matches("(?!204|304)[2-5]\\d\\d");
                    case DURATION -> !DurationText.parse(text).isNegative();
                    case MEGABYTES -> text.matches("[1-9]\\d{0,2}");
                    case URL -> text.isEmpty() || text.matches("https?://\\S+");
                };
        if (!good) {
            throw new IllegalArgumentException(
                    "the fault '" + word + "' does not take '" + text + "': " + wanted());
        }
    }

    private String wanted() {
        return switch (value) {
            case NONE -> "nothing stands after its name";
            case STATUS -> "write an HTTP status from 200 to 599 that has a body after a colon";
            case DURATION -> "write a duration such as 500ms or 2s after a colon";
            case MEGABYTES -> "write 1 to 999 megabytes after a colon";
            case URL -> "write an http or https address after a colon";
        };
    }
}
