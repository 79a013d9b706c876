package io.reprieve.release;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * The very secrets that this process uses, so that none is shown when somebody repeats it: an
 * answer, a proxy, a library. One that was replaced stays known, since it may be valid still. Safe
 * to share between threads.
 */
public final class Secrets {
    private static final String MASK = "…";

    /** Shorter ones are words that may stand anywhere. */
    private static final int SHORTEST = 8;

    /** What is cut off in the middle gives most of it away, too. */
    private static final int SHORTEST_PART = 12;

    private static final Set<String> KNOWN = new CopyOnWriteArraySet<>();

    private Secrets() {}

    /** Notes a secret, or a form of it, for as long as the process runs. */
    public static void add(String secret) {
        if (secret.length() >= SHORTEST) {
            KNOWN.add(secret);
        }
    }

    /** The words, with every secret taken out that stands in them, whole or cut; null for null. */
    public static String mask(String words) {
        if (words == null) {
            return null;
        }
        String masked = words;
        for (String secret : KNOWN) {
            masked = mask(masked, secret);
        }
        return masked;
    }

    private static String mask(String words, String secret) {
        int least = Math.min(secret.length(), Math.max(SHORTEST_PART, secret.length() / 2));
        String beginning = secret.substring(0, least);
        int at = words.indexOf(beginning);
        if (at < 0) {
            return words;
        }
        StringBuilder masked = new StringBuilder();
        int from = 0;
        while (at >= 0) {
            int length = least;
            while (length < secret.length()
                    && at + length < words.length()
                    && words.charAt(at + length) == secret.charAt(length)) {
                length++;
            }
            masked.append(words, from, at).append(MASK);
            from = at + length;
            at = words.indexOf(beginning, from);
        }
        return masked.append(words, from, words.length()).toString();
    }
}
