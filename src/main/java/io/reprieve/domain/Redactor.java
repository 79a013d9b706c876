package io.reprieve.domain;

import java.util.regex.Pattern;

/** Words from outside, fit for the log: without mail addresses and without secrets. */
public final class Redactor {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>\"',;:]+@[^\\s@<>\"',;:]+");
    private static final Pattern SECRET = Pattern.compile("\\b(cfut|cfat|cfk)_\\S+");

    private Redactor() {}

    /** The words, with those taken out. */
    public static String of(String words) {
        String masked = ADDRESS.matcher(Secrets.mask(words)).replaceAll("…@…");
        return SECRET.matcher(masked).replaceAll("$1_…");
    }
}
