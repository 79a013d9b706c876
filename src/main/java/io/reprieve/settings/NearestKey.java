package io.reprieve.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the setting that somebody most likely meant. */
final class NearestKey {

    private static final String PREFIX = "reprieve";

    private NearestKey() {}

    /** Whether a first segment is our prefix or a slip of the keyboard away from it. */
    static boolean isPrefix(String segment) {
        return distance(segment, PREFIX) <= 2;
    }

    /** The nearest known key, if any is near enough to be worth saying. */
    static Optional<String> to(String unknown) {
        return candidates(unknown).stream()
                .min(Comparator.comparingInt(candidate -> cost(unknown, candidate)))
                .filter(candidate -> cost(unknown, candidate) <= Math.max(4, unknown.length() / 4));
    }

    private static List<String> candidates(String unknown) {
        String[] segments = unknown.split("\\.");
        var candidates = new ArrayList<String>();
        for (Setting<?> setting : Declared.ALL) {
            if (!setting.hasName()) {
                candidates.add(setting.key());
            } else {
                setting.nameAt(segments)
                        .map(name -> setting.named(name).key())
                        .ifPresent(candidates::add);
            }
        }
        return candidates;
    }

    /**
     * A key that ends alike, with a forgotten or wrong group before it, is nearer than it looks.
     */
    private static int cost(String unknown, String candidate) {
        int distance = distance(unknown, candidate);
        boolean endsAlike = lastSegment(unknown).equals(lastSegment(candidate));
        return endsAlike ? distance / 2 : distance;
    }

    private static String lastSegment(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** Levenshtein's: insertions, deletions and replacements that lead from one to the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            row[column] = column;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
