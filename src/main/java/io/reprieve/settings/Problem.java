package io.reprieve.settings;

/**
 * One thing that is wrong with the settings. Never contains a secret.
 *
 * @param key the setting, or what was written in its place, such as an unknown key; never empty
 * @param source where it was given: file and line, environment variable or {@code -D} option; empty
 *     when it was not given anywhere
 * @param words what is wrong and what is allowed, ready to be read after the key
 */
public record Problem(String key, String source, String words) {

    /** The problem in one line: key, source in brackets, words. */
    @Override
    public String toString() {
        return source.isEmpty() ? key + ": " + words : key + " (" + source + "): " + words;
    }
}
