package io.reprieve.practice;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/**
 * The two forms of an id: the full one, {@code 4Njp3P0STMz2c02Q-2024-01-05T10:00:00-12345678}, and
 * its first part, the postfix id. The first part is the message's key here. An id that does not
 * continue with a date after its first part is taken as a key as it is.
 */
final class PracticeIds {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int TIME_LENGTH = 19;
    private static final int SPREAD_SECONDS = 30 * 24 * 3600;

    private final Instant newest;

    /** Ids that are made up here carry a time within the 30 days before the given one. */
    PracticeIds(Instant newest) {
        this.newest = newest;
    }

    /** The key of the message that an id of either form names. */
    static String key(String id) {
        int end = keyEnd(id);
        return end < 0 ? id : id.substring(0, end);
    }

    /**
     * The full form: the id itself where it is one, else one made up, always the same for a key.
     */
    String full(String id) {
        if (keyEnd(id) >= 0) {
            return id;
        }
        long hash = hash(id);
        Instant scanned = newest.minusSeconds(Long.remainderUnsigned(hash, SPREAD_SECONDS));
        return id + '-' + TIME.format(scanned) + '-' + (10_000_000 + (hash >>> 40) % 90_000_000);
    }

    /** The time within a full id; the newest time of all when it is not a real date. */
    Instant scannedAt(String fullId) {
        int from = keyEnd(fullId) + 1;
        try {
            return LocalDateTime.parse(fullId.substring(from, from + TIME_LENGTH))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException | IndexOutOfBoundsException noDate) {
            return newest;
        }
    }

    /** A well mixed number for a key, the same in every run. */
    static long hash(String key) {
        long hash = 0x9E3779B97F4A7C15L;
        for (byte next : key.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ next) * 0x100000001B3L;
        }
        return mix(hash);
    }

    /** Spreads the bits of a number over all of its 64. */
    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    private static int keyEnd(String id) {
        int dash = id.indexOf('-');
        boolean dateFollows =
                dash > 0
                        && id.length() >= dash + 12
                        && id.charAt(dash + 5) == '-'
                        && id.charAt(dash + 8) == '-'
                        && id.charAt(dash + 11) == 'T'
                        && Character.isDigit(id.charAt(dash + 1));
        return dateFollows ? dash : -1;
    }
}
