package io.reprieve.importing;

import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids of jobs: the time, what is left of the list's name in a file name, and four random digits.
 */
final class JobIds {
    private static final int MAX_NAME = 40;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private JobIds() {}

    /** For example {@code 20261122T101500Z-false-positives-3f9a}. */
    static String of(String listName, Instant receivedAt) {
        int random = ThreadLocalRandom.current().nextInt(0x10000);
        return TIME.format(receivedAt) + "-" + slug(listName) + String.format("-%04x", random);
    }

    private static String slug(String name) {
        int dot = name.indexOf('.', 1);
        String stem = dot < 0 ? name : name.substring(0, dot);
        String plain =
                Normalizer.normalize(stem, Normalizer.Form.NFD)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("[^a-z0-9]+", "-");
        String cut = plain.substring(0, Math.min(plain.length(), MAX_NAME));
        String slug = cut.replaceAll("^-+|-+$", "");
        return slug.isEmpty() ? "list" : slug;
    }
}
