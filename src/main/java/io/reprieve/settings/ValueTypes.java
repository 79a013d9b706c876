package io.reprieve.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of values that settings have, but for durations and addresses of servers. */
public final class ValueTypes {

    private static final int MAX_TEXT = 200;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");
    private static final Pattern PERCENTAGE = Pattern.compile("[0-9]{1,3}%");
    private static final Pattern ACCOUNT_ID = Pattern.compile("[0-9a-fA-F]{32}");
    private static final Pattern EMAIL = Pattern.compile("[!-~&&[^@]]+@[!-~&&[^@]]+");
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]+");

    private ValueTypes() {}

    public static ValueType<Integer> integer(int least, int most) {
        return ValueType.shown(
                "a whole number from " + least + " to " + most,
                text -> {
                    if (!WHOLE_NUMBER.matcher(text).matches()) {
                        throw new BadValue("is not a whole number");
                    }
                    return bounded(text, least, most);
                },
                String::valueOf);
    }

    public static ValueType<Integer> percentage(int least, int most) {
        return ValueType.shown(
                        "a percentage from " + least + "% to " + most + "%",
                        text -> {
                            if (!PERCENTAGE.matcher(text).matches()) {
                                throw new BadValue("is not written like 10%");
                            }
                            return bounded(text.substring(0, text.length() - 1), least, most);
                        },
                        value -> value + "%")
                .forRoutes(String::valueOf);
    }

    private static int bounded(String digits, int least, int most) {
        // Ten digits may not fit an int, and are beyond every bound.
        long number = digits.length() > 10 ? Long.MAX_VALUE : Long.parseLong(digits);
        if (number < least || number > most) {
            throw new BadValue("is out of bounds");
        }
        return (int) number;
    }

    public static ValueType<Boolean> bool() {
        return ValueType.shown(
                "true or false",
                text ->
                        switch (text.toLowerCase(Locale.ROOT)) {
                            case "true" -> true;
                            case "false" -> false;
                            default -> throw new BadValue("is neither true nor false");
                        },
                String::valueOf);
    }

    public static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
        String names =
                Arrays.stream(type.getEnumConstants())
                        .map(ValueTypes::written)
                        .collect(Collectors.joining(", "));
        Function<String, E> parser =
                text ->
                        Arrays.stream(type.getEnumConstants())
                                .filter(choice -> written(choice).equalsIgnoreCase(text))
                                .findFirst()
                                .orElseThrow(() -> new BadValue("is not one of the choices"));
        return ValueType.shown(names, parser, ValueTypes::written);
    }

    private static String written(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static ValueType<Path> path() {
        return ValueType.shown("a path without ? and {{", ValueTypes::parsePath, Path::toString);
    }

    private static Path parsePath(String text) {
        // Paths go into endpoint addresses, where these two would start options and placeholders.
        if (text.contains("?") || text.contains("{{")) {
            throw new BadValue("has a ? or {{ in it");
        }
        try {
            return Path.of(plain(text));
        } catch (InvalidPathException e) {
            throw new BadValue("is not a path on this system");
        }
    }

    public static ValueType<String> text() {
        return ValueType.shown(
                "a text of at most " + MAX_TEXT + " characters",
                text -> {
                    if (text.length() > MAX_TEXT) {
                        throw new BadValue("is too long");
                    }
                    return plain(text);
                },
                Function.identity());
    }

    public static ValueType<String> markerName() {
        return ValueType.shown(
                "a file name, in which ${file:name} or ${file:name.noext} stands for that of the list",
                text -> {
                    String fixed = text.replaceAll("\\$\\{file:name(\\.noext)?\\}", "");
                    if (fixed.isEmpty() || fixed.matches(".*[/\\\\${}?&].*")) {
                        throw new BadValue("cannot be the name of a marker");
                    }
                    return plain(text);
                },
                Function.identity());
    }

    /** A wrong one is not shown: it may well be a token that was put here by mistake. */
    static ValueType<String> accountId() {
        return ValueType.<String>shown(
                        "32 hexadecimal digits, as in the address of the Cloudflare dashboard",
                        text -> {
                            if (!ACCOUNT_ID.matcher(text).matches()) {
                                throw new BadValue(
                                        "has " + text.length() + " characters or a wrong one");
                            }
                            return text.toLowerCase(Locale.ROOT);
                        },
                        Function.identity())
                .quotedAs(text -> "the value");
    }

    public static ValueType<String> email() {
        return ValueType.hidden(
                "a mail address",
                text -> {
                    if (!EMAIL.matcher(text).matches()) {
                        throw new BadValue("the value is not a mail address");
                    }
                    return text;
                });
    }

    /** Who logs in somewhere; never shown, since it may be a mail address. */
    public static ValueType<String> userName() {
        return ValueType.hidden("a name without control characters", ValueTypes::userName);
    }

    private static String userName(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new BadValue("the value has control characters");
        }
        return text;
    }

    /** A secret that travels in an HTTP header. */
    static ValueType<Secret> credential() {
        return ValueType.hidden(
                "the secret itself, or file:PATH for the first line of that file",
                text -> {
                    Secret secret = secret(text);
                    if (!VISIBLE_ASCII.matcher(secret.value()).matches()) {
                        throw new BadValue(
                                "has a blank or a character outside ASCII; give it alone, without 'Bearer'");
                    }
                    return secret;
                });
    }

    /** A secret with any characters that fit on a line. */
    public static ValueType<Secret> secret() {
        return ValueType.hidden(
                "the secret itself, or file:PATH for the first line of that file",
                ValueTypes::secret);
    }

    private static Secret secret(String text) {
        try {
            return Secret.of(text);
        } catch (SecretException e) {
            throw new BadValue(e.getMessage());
        }
    }

    private static String plain(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new BadValue("has line breaks or control characters");
        }
        return text;
    }
}
