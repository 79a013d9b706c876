package io.reprieve.domain;

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

    private static final Set<Known> KNOWN = new CopyOnWriteArraySet<>();

    private Secrets() {}

    /**
     * A secret.
     *
     * @param whole all of it
     * @param beginning what of it is looked for, since it may be cut
     */
    private record Known(String whole, String beginning) {
        static Known of(String secret) {
            int least = Math.max(SHORTEST_PART, secret.length() / 2);
            return new Known(secret, secret.substring(0, Math.min(secret.length(), least)));
        }
    }

    /** Notes a secret, or a form of it, for as long as the process runs. */
    public static void add(String secret) {
        if (secret.length() >= SHORTEST) {
            KNOWN.add(Known.of(secret));
        }
    }

    /** The words, with every secret taken out that stands in them, whole or cut; null for null. */
    public static String mask(String words) {
        if (words == null) {
            return null;
        }
        String masked = words;
        for (Known secret : KNOWN) {
            masked = mask(masked, secret);
        }
        return masked;
    }

    private static String mask(String words, Known known) {
        String beginning = known.beginning();
        int at = words.indexOf(beginning);
        if (at < 0) {
            return words;
        }
        String secret = known.whole();
        StringBuilder masked = new StringBuilder();
        int from = 0;
        while (at >= 0) {
            int length = beginning.length();
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
