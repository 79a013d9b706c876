package io.reprieve.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The declaration of one setting, or of one for every name when the key has the segment {@value
 * #NAME}.
 *
 * @param <T> what its value becomes
 * @param key as written in files and after {@code -D}
 * @param type what is allowed
 * @param defaultText the value when none is given; empty: none
 * @param written whether the default stands written out in the manual; otherwise it stands there as
 *     a comment, because something else may supply the value
 * @param fallback environment variable that supplies a value nobody else gives; empty: none
 * @param meaning one sentence
 */
public record Setting<T>(
        String key,
        ValueType<T> type,
        String defaultText,
        boolean written,
        String fallback,
        String meaning) {

    static final String NAME = "NAME";

    /** Names become folder and file names, so they are plain and not too long. */
    public static final Pattern NAME_FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}");

    public static <T> Setting<T> of(
            String key, ValueType<T> type, String defaultText, String meaning) {
        return new Setting<>(key, type, defaultText, true, "", meaning);
    }

    public static <T> Setting<T> optional(String key, ValueType<T> type, String meaning) {
        return new Setting<>(key, type, "", false, "", meaning);
    }

    public Setting<T> commented() {
        return new Setting<>(key, type, defaultText, false, fallback, meaning);
    }

    public Setting<T> orEnvironment(String variable) {
        return new Setting<>(key, type, defaultText, false, variable, meaning);
    }

    public boolean hasName() {
        return key.contains("." + NAME + ".");
    }

    /** This setting for one name. */
    public Setting<T> named(String name) {
        String own = key.replace("." + NAME + ".", "." + name + ".");
        return new Setting<>(own, type, defaultText, written, fallback, meaning);
    }

    /** The name in a key that has this form, well formed or not; empty for any other key. */
    Optional<String> nameIn(String other) {
        if (!hasName()) {
            return Optional.empty();
        }
        return middle(other, beforeName(), afterName()).filter(name -> !name.contains("."));
    }

    /** The segment of another key that stands where this one has its name, if it is as long. */
    Optional<String> nameAt(String[] segments) {
        List<String> own = List.of(key.split("\\."));
        return own.size() == segments.length
                ? Optional.of(segments[own.indexOf(NAME)])
                : Optional.empty();
    }

    /** The key that an environment variable stands for, when it stands for this setting. */
    Optional<String> keyOf(String variable) {
        if (!hasName()) {
            return Optional.of(key).filter(own -> variable(own).equals(variable));
        }
        return middle(variable, variable(beforeName()), variable(afterName()))
                .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '-'))
                .map(name -> beforeName() + name + afterName());
    }

    /** What the names of this setting share: all settings of one group have the same names. */
    String group() {
        return beforeName();
    }

    private String beforeName() {
        return key.substring(0, key.indexOf(NAME));
    }

    private String afterName() {
        return key.substring(key.indexOf(NAME) + NAME.length());
    }

    private static Optional<String> middle(String text, String start, String end) {
        boolean fits =
                text.length() > start.length() + end.length()
                        && text.startsWith(start)
                        && text.endsWith(end);
        return fits
                ? Optional.of(text.substring(start.length(), text.length() - end.length()))
                : Optional.empty();
    }

    /** The environment variable for a key: upper case, {@code .} and {@code -} as {@code _}. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
